"""Staff come in by invitation, sign in with a password, and are locked out when they guess."""

from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread

import pytest
from sqlalchemy import text

from geodata.store import Accounts, Store
from locator.errors import InvalidInput, NotFound
from locator.unions import Member, Role

NOW = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)
WORD = "一只很长的密码 correct"


@pytest.fixture
def accounts(store: Store) -> Accounts:
    return store.accounts


def joined(accounts: Accounts, name: str = "王芳", role: Role = Role.ADMINISTRATOR) -> Member:
    secret = accounts.people.invite(name, role=role, at=NOW)
    return accounts.people.accept(secret, WORD, at=NOW)


def session(accounts: Accounts, at: datetime = NOW) -> str:
    secret = accounts.sessions.sign_in(" 王芳 ", WORD, at=at).secret
    assert secret
    return secret


def test_an_invitation_is_taken_once_within_a_week(accounts: Accounts) -> None:
    secret = accounts.people.invite("王芳", role=Role.EDITOR, union_id="u1", at=NOW)
    member = Member(1, "王芳", Role.EDITOR, "u1")
    assert accounts.people.invited(secret, at=NOW) == member
    assert accounts.sessions.sign_in("王芳", "", at=NOW).secret is None
    for late in (7, 8):
        with pytest.raises(NotFound):
            accounts.people.accept(secret, WORD, at=NOW + timedelta(days=late))
    with pytest.raises(InvalidInput, match="10 characters"):
        accounts.people.accept(secret, "short 123", at=NOW)
    assert accounts.people.accept(secret, WORD, at=NOW) == member
    with pytest.raises(NotFound):
        accounts.people.accept(secret, WORD, at=NOW)


def test_inviting_again_ends_earlier_links_and_sessions(accounts: Accounts) -> None:
    joined(accounts)
    before = session(accounts)
    first = accounts.people.invite("王芳", role=Role.ADMINISTRATOR, at=NOW)
    second = accounts.people.invite("王芳", role=Role.ADMINISTRATOR, at=NOW)
    with pytest.raises(NotFound):
        accounts.people.invited(first, at=NOW)
    accounts.people.accept(second, WORD + "!", at=NOW)
    assert accounts.sessions.member(before, at=NOW) is None
    assert accounts.sessions.sign_in("王芳", WORD, at=NOW).secret is None


def test_sessions_end(accounts: Accounts) -> None:
    member = joined(accounts)
    one, other = session(accounts), session(accounts)
    assert one != other
    assert accounts.sessions.member(one, at=NOW + timedelta(hours=11)) == member
    assert accounts.sessions.member(one, at=NOW + timedelta(hours=12)) is None
    accounts.sessions.end(one)
    assert accounts.sessions.member(one, at=NOW) is None
    assert accounts.sessions.member(other, at=NOW) == member


def test_five_failures_lock_a_name_whether_it_exists_or_not(accounts: Accounts) -> None:
    joined(accounts)
    for name in ("王芳", "nobody"):
        for minute in range(5):
            at = NOW + timedelta(minutes=minute)
            answer = accounts.sessions.sign_in(name, "wrong", at=at)
            assert (answer.secret, answer.locked_until) == (None, None)
        at = NOW + timedelta(minutes=18)
        locked = accounts.sessions.sign_in(name, WORD, at=at)
        assert (locked.secret, locked.locked_until) == (None, NOW + timedelta(minutes=19))
    assert accounts.sessions.sign_in("王芳", WORD, at=NOW + timedelta(minutes=19)).secret
    assert accounts.sessions.sign_in("王芳", "wrong", at=NOW + timedelta(minutes=19)).secret is None


def test_many_guesses_at_once_are_no_way_round(accounts: Accounts) -> None:
    joined(accounts)
    ready, answers = Barrier(12), []

    def guess() -> None:
        ready.wait()
        answers.append(accounts.sessions.sign_in("王芳", "wrong", at=NOW))

    threads = [Thread(target=guess) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(answer.locked_until is None for answer in answers) == 5


def test_who_is_kept_out_is_out_at_once(accounts: Accounts) -> None:
    joined(accounts)
    member = joined(accounts, "李强", Role.EDITOR)
    secret = accounts.sessions.sign_in("李强", WORD, at=NOW).secret or ""
    token = accounts.tokens.make(member.id, "script", at=NOW)
    assert accounts.tokens.member(token) == member
    accounts.people.change(member.id, role=Role.READER, union_id="u1", disabled=False)
    assert accounts.sessions.member(secret, at=NOW) == Member(2, "李强", Role.READER, "u1")
    accounts.people.change(member.id, role=Role.READER, union_id="u1", disabled=True)
    assert accounts.sessions.member(secret, at=NOW) is None
    assert accounts.tokens.member(token) is None
    assert accounts.sessions.sign_in("李强", WORD, at=NOW).secret is None
    with pytest.raises(NotFound):
        accounts.people.change(99, role=Role.READER, union_id="", disabled=True)


def test_an_administrator_stays(accounts: Accounts) -> None:
    member = joined(accounts)
    accounts.people.invite("李强", role=Role.ADMINISTRATOR, at=NOW)  # has not come yet
    with pytest.raises(InvalidInput, match="administrator"):
        accounts.people.change(member.id, role=Role.ADMINISTRATOR, union_id="", disabled=True)
    with pytest.raises(InvalidInput, match="administrator"):
        accounts.people.invite("王芳", role=Role.READER, at=NOW)
    told = {each.member.name: (each.member.role, each.joined) for each in accounts.people.all()}
    assert told == {"李强": (Role.ADMINISTRATOR, False), "王芳": (Role.ADMINISTRATOR, True)}


def test_tokens_are_revoked_by_their_owner_only(accounts: Accounts) -> None:
    member, other = joined(accounts), joined(accounts, "李强", Role.READER)
    token = accounts.tokens.make(member.id, "导入脚本", at=NOW)
    (kept,) = accounts.tokens.of(member.id)
    assert (kept.label, kept.at) == ("导入脚本", NOW)
    accounts.tokens.revoke(other.id, kept.number)
    assert accounts.tokens.member(token) == member
    accounts.tokens.revoke(member.id, kept.number)
    assert accounts.tokens.member(token) is None
    with pytest.raises(InvalidInput):
        accounts.tokens.make(member.id, "  ", at=NOW)


def test_the_store_holds_no_secret(store: Store, accounts: Accounts) -> None:
    member = joined(accounts)
    secrets = [
        WORD,
        session(accounts),
        accounts.tokens.make(member.id, "script", at=NOW),
        accounts.people.invite("李强", role=Role.READER, at=NOW),
    ]
    with store._engine.connect() as connection:
        kept = [
            str(row)
            for table in ("users", "invitations", "sessions", "tokens", "attempts")
            for row in connection.execute(text(f"SELECT * FROM {table}"))
        ]
    assert len(kept) == 5
    assert not [secret for secret in secrets if any(secret in row for row in kept)]
    assert [row for row in kept if "$argon2id$v=19$m=19456,t=2,p=1$" in row]


@pytest.mark.parametrize("name", ["", " ", "a" * 61, "a\x00b"])
def test_a_name_is_a_name(accounts: Accounts, name: str) -> None:
    with pytest.raises(InvalidInput):
        accounts.people.invite(name, role=Role.READER, at=NOW)
