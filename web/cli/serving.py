"""``yizhan serve`` and ``yizhan settings``."""

import click

from locator.words import Words
from web.cli.helping import Command
from web.cli.speech import here, json_option, print_json, say, settings_here, tell
from web.server import serve
from web.settings import listed


@click.command(
    "serve",
    cls=Command,
    help=say(
        "启动服务,直到按 Ctrl+C 或收到 SIGTERM。地址、端口等用环境变量设置,见 yizhan settings。",
        "Start the server and serve until Ctrl+C or SIGTERM. Address, port and the rest are "
        "environment variables: see yizhan settings.",
    ),
)
def serve_command() -> None:
    """Start the server."""
    settings = settings_here()
    at = settings.address
    serve(settings, started=lambda: tell(Words(f"驿站已启动:{at}", f"Yizhan is at {at}")))


@click.command("settings", cls=Command, help=say("列出全部设置。", "List the settings."))
@json_option
def settings_command(*, as_json: bool) -> None:
    """List the settings."""
    rows = listed(settings_here())
    if as_json:
        print_json(
            [
                {"name": name, "value": value, "default": default, "meaning": meaning.say(here())}
                for name, value, default, meaning in rows
            ]
        )
        return
    for name, value, default, meaning in rows:
        click.echo(f"{name}={value}")
        click.echo(f"    {meaning.say(here())} ({say('默认', 'default')}: {default})")
