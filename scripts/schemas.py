"""Write the JSON Schemas of the contract's shapes into docs/schemas/; ``--check`` only compares."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from dossier.shapes import SHAPES

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "schemas"


def schema_text(name: str) -> str:
    """Return a shape's schema as it lies in the folder."""
    schema = SHAPES[name].model_json_schema(by_alias=True, mode="serialization")
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def main() -> int:
    """Write or compare."""
    stale = []
    for name in SHAPES:
        path = FOLDER / f"{name}.json"
        text = schema_text(name)
        if "--check" in sys.argv:
            if not path.is_file() or path.read_text("utf-8") != text:
                stale.append(name)
        else:
            path.write_text(text, "utf-8")
    sys.stdout.write("".join(f"{name} is not up to date\n" for name in stale))
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
