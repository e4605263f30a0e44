"""Why a file or page could not be read.

CaptureError
 ├─ EncryptedFile      encrypted       a password is needed
 │   ├─ WrongPassword  encrypted       the one given does not open it
 │   └─ LockedDocument encrypted       of a kind that no password opens here
 ├─ TruncatedFile      truncated       the end is missing
 ├─ EmptyFile          empty           no bytes at all
 ├─ WrongFormat        wrong_format    the content is not what the name says, or is no document
 │   └─ PlainText      wrong_format    words without pages
 ├─ NoPages            no_pages        a document without a page
 ├─ TooLarge           too_large       more pixels or pages than allowed
 ├─ LinkRefused        link            a link, pipe or device; its target is never read
 ├─ UnsupportedFormat  unsupported     a known format that is not read
 │   ├─ PackedFile     unsupported     a packed folder: the papers are in it
 │   └─ MailFile       unsupported     a mail: the papers hang on it
 ├─ UnreadableFile     unreadable      damaged in a way nothing more is known about
 │   └─ TextLost       unreadable      its searchable PDF would not say all that was read
 ├─ ReaderCrashed      reader_crashed  the page killed its reader
 └─ ReaderTimeout      timeout         the page took too long
"""

from __future__ import annotations

from typing import ClassVar

from capture.pages import Message

_MOST = 2**63 - 1


class CaptureError(Exception):
    """A file or page that cannot be read: what happened and what to do next."""

    code: ClassVar[str] = "unreadable"
    template: ClassVar[str] = "The file cannot be read."
    advice: ClassVar[str] = "Scan the paper again."

    def __init__(self, **params: str | int | float | Message) -> None:
        # a damaged file may claim any number of pixels, the ledger holds no larger ones
        params = {name: min(one, _MOST) if isinstance(one, int) else one for name, one in params.items()}
        self.message = Message(self.template, params)
        self.hint = Message(self.advice, params)
        self.params = params
        super().__init__(str(self.message))

    def __reduce__(self) -> tuple[object, ...]:
        return _rebuild, (type(self), self.params)


def _rebuild(kind: type[CaptureError], params: dict[str, str | int | float | Message]) -> CaptureError:
    """Make the error anew on the other side of a process border."""
    return kind(**params)


class EncryptedFile(CaptureError):
    """A password is needed."""

    code = "encrypted"
    template = "The file is protected with a password."
    advice = "Retry it with the password, or save a copy without one and drop that into the folder."


class WrongPassword(EncryptedFile):
    """A password was given, and it does not open the file."""

    template = "The password does not open the file."
    advice = "Look at capitals and the input method, then retry it with the right password."


class LockedDocument(EncryptedFile):
    """A locked document of an office program, an OFD or a part of one: a password does not help here."""

    advice = (
        "Open it with its password in the program that made it, save a copy without one and drop that into "
        "the folder; or save it as PDF."
    )


class TruncatedFile(CaptureError):
    """The end of the file is missing."""

    code = "truncated"
    template = "The file ends too early: a part of it is missing."
    advice = "Copy the file again from where it came, or scan the paper again."


class EmptyFile(CaptureError):
    """No bytes at all."""

    code = "empty"
    template = "The file is empty."
    advice = "Copy the file again from where it came, or scan the paper again."


class WrongFormat(CaptureError):
    """The content is not what the name says, or is no document at all."""

    code = "wrong_format"
    template = "The content of the file is not a document or picture, whatever its name says."
    advice = "Open the file in the program that made it and save it as PDF."


class PlainText(WrongFormat):
    """Words without pages, as a list that a program exported."""

    template = "The file is plain text; it has no pages."
    advice = "Open it in Word, Excel or WPS and save it as PDF."


class NoPages(CaptureError):
    """A document without a page."""

    code = "no_pages"
    template = "The document has no pages."
    advice = "Save or scan the document again."


class TooLarge(CaptureError):
    """More pixels than allowed."""

    code = "too_large"
    template = "A page has {pixels} pixels, more than the {allowed} that are allowed."
    advice = "Scan with a lower resolution, or ask the administrator to raise DOSSIER_MAX_PIXELS."


class TooManyPages(TooLarge):
    """More pages than allowed."""

    template = "The document has {pages} pages, more than the {allowed} that are allowed."
    advice = "Divide the document into smaller files, or ask the administrator to raise DOSSIER_MAX_PAGES."


class TooManyParts(TooLarge):
    """A container with more parts than any paper has."""

    template = "The file holds more than {allowed} parts."
    advice = "Save the document as PDF and drop that into the folder."


class LinkRefused(CaptureError):
    """A link, pipe or device."""

    code = "link"
    template = "This is a link or device, not a file."
    advice = "Copy the file itself into the folder."


class UnsupportedFormat(CaptureError):
    """A known format that is not read."""

    code = "unsupported"
    template = "Files of the format {format} cannot be read."
    advice = (
        "Save the file as PDF and drop that into the folder; OFD, DOCX, XLSX, XLS and JPEG, PNG, TIFF, BMP, "
        "HEIC, WebP or JPEG 2000 pictures are read, too."
    )


class PackedFile(UnsupportedFormat):
    """A packed folder, which is no paper itself."""

    advice = "Unpack it and drop the files in it into the folder."


class MailFile(UnsupportedFormat):
    """A mail, whose papers hang on it."""

    advice = (
        "Open it in your mail program and save its attachments into the folder; "
        "where the mail itself belongs to the dossier, save it as PDF."
    )


class UnreadableFile(CaptureError):
    """Damaged in a way nothing more is known about."""

    code = "unreadable"
    template = "The file is damaged and cannot be read."
    advice = "Open it on your computer; if it opens there, save it as a new PDF, else scan the paper again."


class TextLost(UnreadableFile):
    """The searchable PDF would not say all that was read; it is not used."""

    template = "A searchable PDF would lose text of page {page}, so there is none."
    advice = "Use the original file; it is kept as it was received. Tell your administrator."


class ReaderCrashed(CaptureError):
    """The page killed its reader."""

    code = "reader_crashed"
    template = "The reader broke down on page {page}."
    advice = "Look at the page in review; scanning it again with a lower resolution may help."


class ReaderTimeout(CaptureError):
    """The page took too long."""

    code = "timeout"
    template = "Page {page} could not be read within {seconds} seconds."
    advice = "Look at the page in review; scanning it again with a lower resolution may help."
