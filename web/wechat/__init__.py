"""WeChat's own map from pages in WeChat's browser: only where the operator has set it up."""

from web.wechat.account import Account, Sign, read_script
from web.wechat.routes import wechat

__all__ = ["Account", "Sign", "read_script", "wechat"]
