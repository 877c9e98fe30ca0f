"""Commands called wrongly, said in Chinese: click speaks English only."""

from typing import Any

import click


def wrong_call(error: click.UsageError) -> str:
    """Return what is wrong with a call, and where to read how to make it."""
    said = [what_is_wrong(error)]
    if error.ctx is not None:
        said.append(f"用法见 {error.ctx.command_path} --help")
    return "\n".join(said)


def what_is_wrong(error: click.UsageError) -> str:
    """Return what is wrong with a call; what click alone knows stays as it says it."""
    if isinstance(error, click.NoSuchOption):
        near = f";是否想写 {'、'.join(error.possibilities)}?" if error.possibilities else ""
        return f"没有选项 {error.option_name}{near}"
    if isinstance(error, click.NoSuchCommand):
        return f"没有命令 {error.command_name}"
    if isinstance(error, click.BadParameter) and error.param is not None:
        name = error.param.get_error_hint(error.ctx)
        if isinstance(error, click.MissingParameter):
            return f"缺少 {name}"
        return f"{name} 不能用:{allowed(error.param.type) or error.message}"
    return error.format_message()


def allowed(kind: click.ParamType[Any]) -> str:
    """Return what a kind of parameter takes, where that can be said."""
    if isinstance(kind, click.Choice):
        return f"可取 {' | '.join(map(str, kind.choices))}"
    if isinstance(kind, click.Path):
        return "要一个能读的文件" if kind.exists else "要一个文件名"
    return ""
