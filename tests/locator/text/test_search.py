from hypothesis import given, settings
from hypothesis import strategies as st

from locator.model import Site
from locator.text import TextIndex
from locator.text.folding import fold
from locator.text.haystack import Haystack
from locator.text.pinyin import spellings
from locator.vocabulary import Kind

SITES = (
    Site(
        id="a", name="样板街西入口户外劳动者服务站", address="示例市东区样板街1号", district="东区"
    ),
    Site(
        id="b",
        name="样板街小哥驿站",
        address="示例市东区样板街88号",
        district="东区",
        code="YZ-0007",
    ),
    Site(
        id="c", name="长桥暖心驿站", address="示例市西区长桥路5号", district="西区", host="示例银行"
    ),
    Site(id="d", name="职工书屋", kind=Kind.VENUE, address="示例市西区学堂路2号", district="西区"),
    Site(id="e", name="样板街优惠餐馆", kind=Kind.PARTNER, address="示例市东区样板街3号"),
    Site(id="f", name="Ｆ座骑手之家", address="示例市南区"),
)
INDEX = TextIndex(SITES)


def ids(query: str, k: int = 20) -> list[str]:
    return [SITES[at].id for at in INDEX.search(query, k)]


def test_by_name_the_plainest_match_first() -> None:
    assert ids("样板街小哥驿站")[0] == "b"
    assert ids("样板街") == ["b", "e", "a"]
    assert ids("西入口") == ["a"]


def test_every_station_brand_means_a_station() -> None:
    assert set(ids("样板街工会驿站")) == {"a", "b"}
    assert ids("长桥司机之家") == ["c"]
    assert "e" not in ids("样板街骑士之家")


def test_a_venue_brand_means_itself() -> None:
    assert ids("职工书屋") == ["d"]
    assert ids("职工健身房") == []


def test_by_address_district_host_and_code() -> None:
    assert ids("样板街88号") == ["b"]
    assert set(ids("西区")) == {"c", "d"}
    assert ids("示例银行") == ["c"]
    assert ids("yz-0007") == ["b"]


def test_every_word_has_to_be_found() -> None:
    assert ids("西区 驿站") == ["c"]
    assert ids("西区 样板街") == []


def test_by_pinyin_and_initials_with_both_readings() -> None:
    assert set(ids("yangbanjie")) == {"a", "b", "e"}
    assert ids("ybjxgyz") == ["b"]
    assert ids("changqiao") == ids("zhangqiao") == ids("cqnx") == ["c"]


def test_homophones_and_one_wrong_letter_are_found_last() -> None:
    assert set(ids("洋版街")) == {"a", "b", "e"}
    assert ids("样板街小歌驿站")[0] == "b"
    assert ids("长挢暖心驿站") == ["c"]
    assert ids("长挢路5号") == ["c"]
    assert ids("长桥暧心驿站") == ["c"]  # in the brand: what is left of the word is not the name


def test_one_wrong_letter_of_pinyin_or_initials_is_found() -> None:
    assert set(ids("yangbsnjie")) == set(ids("yanbanjie")) == {"a", "b", "e"}
    assert ids("ybjxgyx") == ids("ybjzgyz") == ["b"]
    assert ids("ypj") == []  # too little to go by


def test_station_is_what_people_call_any_of_them() -> None:
    assert set(ids("东区驿站")) == {"a", "b"}
    assert ids("西区驿站") == ["c"]
    assert ids("南区驿站") == ["f"]


def test_widths_cases_and_signs_do_not_matter() -> None:
    assert ids("f座") == ["f"]
    assert ids("样板街·小哥驿站")[0] == "b"


def test_nothing_to_look_for_finds_nothing() -> None:
    assert ids("") == ids("  ,。") == ids("没有这样的地方名字") == []
    assert TextIndex(()).search("样板街") == []


def test_no_more_than_asked_for() -> None:
    assert len(ids("样板街", k=2)) == 2


def test_spellings_are_those_of_the_dictionary() -> None:
    assert spellings("重庆") == (("zhongqing", "zq"), ("chongqing", "cq"))
    assert spellings("a1站") == (("a1zhan", "a1z"),)


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.text(alphabet="ab街路", max_size=6), max_size=8),
    st.text(alphabet="ab街路", min_size=1, max_size=3),
)
def test_haystack_finds_what_python_finds(texts: list[str], word: str) -> None:
    hay = Haystack(enumerate(texts))
    assert sorted(hay.containing(word)) == [at for at, text in enumerate(texts) if word in text]
    assert sorted(hay.starting(word)) == [
        at for at, text in enumerate(texts) if text.startswith(word)
    ]
    assert sorted(hay.equal(word)) == [at for at, text in enumerate(texts) if text == word]


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(range(len(SITES))), st.data())
def test_a_piece_of_a_name_always_finds_the_site(at: int, data: st.DataObject) -> None:
    name = fold(SITES[at].name)
    start = data.draw(st.integers(0, len(name) - 2))
    piece = name[start : start + data.draw(st.integers(2, len(name) - start))]
    assert at in INDEX.search(piece)
