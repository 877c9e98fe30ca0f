"""What local streets are named after: the parts of a text, so that nobody takes them for real."""

from typing import Final

from locator.words import Words

_PAIRS: Final = """
逗号 Comma|句号 Full Stop|顿号 Pause|冒号 Colon|引号 Quote|括号 Bracket|
破折号 Dash|书名号 Title|星号 Asterisk|井号 Hash|斜杠 Slash|光标 Cursor|
回车 Return|缩进 Indent|对齐 Align|换行 Newline|撤销 Undo|粘贴 Paste|
剪切 Cut|复制 Copy|页码 Page|行距 Leading|段落 Paragraph|标题 Heading|
序章 Prologue|目录 Contents|附录 Appendix|索引 Index|注脚 Footnote|
尾注 Endnote|引文 Citation|图例 Legend|扉页 Flyleaf|封面 Cover|书脊 Spine|
题签 Label|落款 Signature|留白 Blank|速写 Croquis|素描 Drawing|
白描 Outline|临摹 Tracing|底稿 Draft|初稿 First Draft|校样 Proof|
清样 Clean Proof|定稿 Final Copy|誊写 Fair Copy|彩排 Rehearsal|
预演 Preview|试行 Trial|演练 Drill|模型 Model|沙盘 Sand Table|雏形 Embryo|
样品 Specimen|代号 Codename|暂名 Working Title|待定 Pending|占位符 Token|
变量 Variable|常量 Constant|参数 Parameter|函数 Function|数组 Array|
循环 Loop|递归 Recursion|缓存 Cache|版本 Version|分支 Branch|合并 Merge|
补丁 Patch|脚本 Script|字节 Byte|像素 Pixel|坐标 Coordinate|图层 Layer|
比例尺 Scale
"""

STREET_WORDS: Final = tuple(
    Words(zh=zh, en=en) for zh, _, en in (pair.strip().partition(" ") for pair in _PAIRS.split("|"))
)
