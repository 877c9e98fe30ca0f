"""The ``yizhan`` command: each command is loaded when it is called, so that help is quick."""

from importlib import import_module
from typing import Any, Final, NamedTuple

import click

from geodata.ending import tidy_ending
from locator.errors import InvalidInput, NotFound, Stale
from locator.words import Words
from web.cli.helping import Group
from web.cli.speech import USAGE, complain, complain_about, here, say
from web.cli.wrong_calls import wrong_call


class Listed(NamedTuple):
    """A command in the list of commands: where it is, and what it does."""

    module: str
    summary: Words


COMMANDS: Final[dict[str, Listed]] = {
    "serve": Listed("serving", Words("启动服务", "start the server")),
    "nearest": Listed("asking.nearest", Words("找最近的站点", "find the nearest sites")),
    "hours": Listed("asking.hours", Words("看懂一段开放时间", "read opening hours as written")),
    "import": Listed("data.importing", Words("导入一个站点文件", "import a file of sites")),
    "export": Listed("data.saving", Words("导出全部站点", "export the sites")),
    "jurisdictions": Listed(
        "data.loading",
        Words("导入行政区划与所属工会", "load districts and streets with their unions"),
    ),
    "streets": Listed(
        "data.streets",
        Words("用 OSM 数据生成路网", "make the street networks from an OSM extract"),
    ),
    "holidays": Listed(
        "data.loading",
        Words("导入一年的放假与调休安排", "add a year of holidays and make-up workdays"),
    ),
    "demand": Listed(
        "planning.demand",
        Words("载入订单、骑手或人口的分布", "load where orders, riders or people are"),
    ),
    "check": Listed("data.quality", Words("检查数据质量", "report the quality of the data")),
    "demo": Listed("data.loading", Words("载入虚构的示例市", "load the made-up demo city")),
    "publish": Listed(
        "publishing",
        Words("生成不需要服务器的网页文件夹", "write the pages as a folder that needs no server"),
    ),
    "qr": Listed("qr", Words("生成贴在门上的二维码", "make sheets of QR codes for doors")),
    "reports": Listed("reports", Words("查看与核实反映", "list reports of riders, and close them")),
    "coverage": Listed(
        "planning.coverage",
        Words("统计覆盖与缺口,生成报告", "tell who is left out, and when, as a report"),
    ),
    "user": Listed("users", Words("邀请与管理工作人员", "invite staff and see who they are")),
    "backup": Listed("data.saving", Words("备份数据库", "back the store up")),
    "restore": Listed("data.saving", Words("从备份恢复数据库", "restore the store from a backup")),
    "settings": Listed("serving", Words("列出全部设置", "list the settings")),
}


class Commands(Group):
    """The group of commands, each in a module of its own."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 -- click's signature
        """Return the names of the commands, the daily ones first."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 -- click's signature
        """Load a command."""
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"web.cli.{COMMANDS[cmd_name].module}")
        command: click.Command = getattr(module, f"{cmd_name}_command")
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 -- click's signature
        """List the commands without loading them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, say(*summary_of(name))) for name in COMMANDS])

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 -- click's signature
        """Run a command; what is wrong with the data is said without a traceback."""
        result = None
        try:
            with tidy_ending():
                result = super().invoke(ctx)
        except click.UsageError as error:
            if here() != "zh-CN":
                raise  # click says it in English
            click.echo(wrong_call(error), err=True)
            ctx.exit(USAGE)
        except InvalidInput as error:
            complain_about(error)
            ctx.exit(1)
        except NotFound as error:
            complain(error.message)
            ctx.exit(1)
        except Stale as error:
            message = Words(
                f"{error.name} 刚被别人改过,什么都没有写入,请再来一次",
                f"{error.name} has just been changed: nothing is written, run it again",
            )
            complain(message)
            ctx.exit(1)
        except (KeyboardInterrupt, click.Abort):
            complain(Words("已中断", "ended early"))
            ctx.exit(1)
        except BrokenPipeError:
            raise  # click ends quietly: whoever read has read enough
        except OSError as error:
            complain(Words(f"读写失败:{error}", f"cannot read or write: {error}"))
            ctx.exit(1)
        return result


def summary_of(name: str) -> tuple[str, str]:
    """Return what a command does, in Chinese and in English."""
    summary = COMMANDS[name].summary
    return summary.zh, summary.en


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"]},
    help=say(
        "驿站:户外劳动者身边开着门的服务站点。每条命令都有 --help。",
        "Yizhan: the open rest stations near outdoor workers. Each command has --help.",
    ),
)
def main() -> None:
    """Start here."""
