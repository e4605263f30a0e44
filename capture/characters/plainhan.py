"""Han characters under other codes: radicals and the forms of vertical text.

Fonts hold a radical and the character alike (⼤ and 大) as one glyph, and many programs that write PDF name
such a glyph by the radical. Nobody means it, and nobody finds it.
"""

from __future__ import annotations

import unicodedata

_RADICALS = (
    "⺂乛⺃乚⺅亻⺉刂⺋㔾⺎兀⺏尣⺐尢⺒巳⺓幺⺔彑⺕彐⺖忄⺘扌⺙攵⺛旡⺞歺⺟母⺠民⺡氵⺣灬⺤爫⺦丬⺨犭⺫罒⺭礻⺯糹⺰纟⺱罓⺲罒⺳㓁⺹耂⺺肀"
    "⺾艹⻁虎⻂衤⻃覀⻅见⻆角⻈讠⻉贝⻋车⻌辶⻐钅⻑長⻒镸⻓长⻔门⻖阝⻘青⻙韦⻚页⻛风⻜飞⻝食⻟飠⻠饣⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐"
    "⻮齿⻯竜⻰龙⻱龜⻲亀⻳龟"
)
"""Those for which Unicode knows no other form (CJK Radicals Supplement), each before its character."""
_VERTICAL = (
    "︐，︑、︒。︓：︔；︕！︖？︗〖︘〗︵（︶）︷｛︸｝︹〔︺〕︻【︼】︽《︾》︿〈﹀〉﹁「﹂」﹃『﹄』"
)
_KANGXI = (chr(code) for code in range(0x2F00, 0x2FD6))
_PLAIN = {
    **dict(zip(_RADICALS[::2], _RADICALS[1::2], strict=True)),
    **dict(zip(_VERTICAL[::2], _VERTICAL[1::2], strict=True)),
    **{radical: unicodedata.normalize("NFKC", radical) for radical in _KANGXI},
}
_TABLE = str.maketrans(_PLAIN)


def plain_han(text: str) -> str:
    """Return a text with the characters themselves in the place of radicals and vertical forms."""
    return text.translate(_TABLE)
