"""``yizhan user``: how the first administrator comes in, and a way in when all are locked out."""

from datetime import UTC, datetime

import click

from geodata.store import Store
from locator.errors import InvalidInput, NotFound, problem
from locator.unions import ROLES, Role
from locator.words import Words
from web.cli.helping import Group
from web.cli.speech import here, json_option, print_json, say, settings_here, tell


@click.group(
    "user", cls=Group, help=say("邀请与管理工作人员。", "Invite staff and see who they are.")
)
def user_command() -> None:
    """Invite staff and see who they are."""


@user_command.command(
    "invite",
    help=say(
        "打印一个链接,七天内打开并设置密码。姓名已存在时:改其角色并重设密码。",
        "Print a link to set a password with, within seven days. For a name that exists: "
        "change the role, and let them set a new password.",
    ),
)
@click.argument("name")
@click.option(
    "--role",
    type=click.Choice([role.value for role in Role]),
    required=True,
    help=say("角色", "role"),
)
@click.option(
    "--union", "union_id", default="", metavar="ID", help=say("所属工会编号", "id of their union")
)
def invite_command(name: str, role: str, union_id: str) -> None:
    """Invite somebody."""
    settings, wanted = settings_here(), Role(role)
    with Store.open(settings.store) as store:
        check_union(store, wanted, union_id)
        secret = store.accounts.people.invite(
            name, role=wanted, union_id=union_id, at=datetime.now(UTC)
        )
    click.echo(f"{settings.public_url or settings.address}/desk/invitation/{secret}")


def check_union(store: Store, role: Role, union_id: str) -> None:
    """Raise InvalidInput unless the store has the union; an editor needs one."""
    known = {union.id for union in store.load().unions}
    if union_id not in known and (union_id or role is Role.EDITOR):
        allowed = Words(
            "工会编号:yizhan jurisdictions 导入的", "an id that yizhan jurisdictions loaded"
        )
        message = Words("编辑要有所属工会", "an editor needs a union that exists")
        raise InvalidInput(problem("--union", union_id, allowed, message))


@user_command.command("list", help=say("列出工作人员。", "List the staff."))
@json_option
def list_command(*, as_json: bool) -> None:
    """List the staff."""
    with Store.open(settings_here().store) as store:
        everybody = store.accounts.people.all()
    if as_json:
        facts = [
            {
                "name": each.member.name,
                "role": each.member.role,
                "union_id": each.member.union_id,
                "joined": each.joined,
                "disabled": each.disabled,
            }
            for each in everybody
        ]
        print_json(facts)
        return
    for each in everybody:
        words = [each.member.name, ROLES[each.member.role].say(here()), each.member.union_id]
        if not each.joined:
            words.append(say("未接受邀请", "invited"))
        if each.disabled:
            words.append(say("已停用", "disabled"))
        click.echo("  ".join(filter(None, words)))


@user_command.command("disable", help=say("停用一人,立即生效。", "Keep somebody out, at once."))
@click.argument("name")
def disable_command(name: str) -> None:
    """Keep somebody out."""
    with Store.open(settings_here().store) as store:
        people = store.accounts.people
        found = next((each.member for each in people.all() if each.member.name == name), None)
        if found is None:
            raise NotFound(Words(f"没有 {name} 这个人。", f"Nobody is called {name}."))
        people.change(found.id, role=found.role, union_id=found.union_id, disabled=True)
    tell(Words(f"{name}:已停用", f"{name}: disabled"))
