"""What leads to a private network is refused before anything is connected to."""

from __future__ import annotations

from ipaddress import ip_network
from itertools import count

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_httpserver import HTTPServer

from ingest.errors import AddressRefused, FetchError
from ingest.web.addresses import check_url, may_connect

from .servers import PUBLIC, Network, fetcher

REFUSED = [
    "127.0.0.1", "127.8.9.10", "0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.255", "172.16.0.1", "172.31.255.254",
    "192.168.0.1", "192.168.255.255", "169.254.0.1", "169.254.169.254", "169.254.170.2", "100.64.0.1",
    "100.100.100.200", "100.127.255.255", "192.0.0.192", "192.0.2.1", "192.88.99.1", "198.18.0.1", "198.51.100.7",
    "203.0.113.7", "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255", "168.63.129.16",
    "::", "::1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:8.8.8.8", "64:ff9b::7f00:1",
    "64:ff9b::a9fe:a9fe", "64:ff9b:1::1", "100::1", "2001::1", "2001:db8::1", "2002:7f00:1::1", "2002:a9fe:a9fe::1",
    "fc00::1", "fd00:ec2::254", "fe80::1", "fec0::1", "ff02::1", "3fff::1", "5f00::1",
]  # fmt: skip
DISGUISED = [
    "2130706433", "0x7f000001", "0x7f.0.0.1", "0177.0.0.1", "017700000001", "127.1", "127.0.1", "0x7f.1", "0",
    "00.0.0.0", "3232235521", "192.168.257", "2852039166", "0xa9fea9fe", "0251.0376.0251.0376", "127.0.0.1.",
    "010.8.8.8", "1.2.3.4.5", "256.1.1.1", "example.0x7f",
]  # fmt: skip


@pytest.mark.parametrize("address", REFUSED)
def test_refused_as_a_literal_and_as_what_a_name_answers(address: str) -> None:
    literal = f"[{address}]" if ":" in address else address
    network = Network({"news.example": [address], address: [address]})
    for url in (f"http://{literal}/", f"https://{literal}/a", "http://news.example/"):
        with pytest.raises(AddressRefused):
            fetcher(network).fetch(url)
    assert network.connected == []
    assert not may_connect(address)


@pytest.mark.parametrize("host", DISGUISED)
def test_numbers_in_disguise_are_refused_unresolved(host: str) -> None:
    # The C library would take most of these for 127.0.0.1 and the like.
    network = Network({host: ["127.0.0.1"], host.rstrip("."): ["127.0.0.1"]})
    with pytest.raises(AddressRefused):
        fetcher(network).fetch(f"http://{host}/")
    assert network.connected == []


@pytest.mark.parametrize("address", ["8.8.8.8", "93.184.216.34", "2606:2800:220:1::1", "2a00:1450:4001:81b::200e"])
def test_public_addresses_are_connected_to(address: str) -> None:
    network = Network({"news.example": [address]})
    with pytest.raises(FetchError, match="no connection to news"):
        fetcher(network, retries=0).fetch("http://news.example/")
    assert network.connected == [address]


def test_one_private_answer_among_public_ones_refuses_all() -> None:
    for answers in ([PUBLIC, "10.0.0.1"], ["::1", "2606:2800:220:1::1"], [PUBLIC, "2002:7f00:1::1", PUBLIC]):
        network = Network({"news.example": answers})
        with pytest.raises(AddressRefused):
            fetcher(network).fetch("http://news.example/")
        assert network.connected == []


def test_a_name_rebound_between_look_ups_is_never_followed(httpserver: HTTPServer) -> None:
    httpserver.expect_request("/").respond_with_data("public page")
    turn = count()
    network = Network(
        {"rebind.example": lambda: [PUBLIC] if next(turn) % 2 == 0 else ["127.0.0.1"]}, server=httpserver.port
    )
    fetching = fetcher(network)
    outcomes = []
    for _ in range(1000):
        try:
            outcomes.append(fetching.fetch("http://rebind.example/").data)
        except AddressRefused:
            outcomes.append(None)
    assert set(network.connected) == {PUBLIC}
    # One look-up a fetch: what was checked is what was connected to.
    assert len(network.looked_up) == 1000
    assert outcomes.count(None) == outcomes.count(b"public page") == 500


@pytest.mark.parametrize(
    "url",
    [
        "", "   ", "news.example", "//news.example/", "/etc/passwd", "file:///etc/passwd", "ftp://news.example/",
        "gopher://news.example/", "data:text/html,hello", "javascript:alert(1)", "unix:///var/run/docker.sock",
        "http:///path", "http://", "https://?q", "http://user@news.example/", "http://user:secret@news.example/",
        "http://@news.example/", "http://:@news.example/", "http://good.example@news.example/",
        "http://news.example\\@127.0.0.1/", "http://127.0.0.1\\@news.example/", "http:\\\\news.example\\",
        "http://news\t.example/", "http://news.exa\nmple/", "http://news.example/\r\nHost: inside", "http://news .example/",
        "http://news.example\x00.inside/", "http://[fe80::1%25eth0]/", "http://[::1", "http://a]b/", "http://[1.2.3.4]/",
        "http://news..example/", "http://-news.example/", "http://news%2eexample/", "http://127.0.0.1%2f.example/",
        "http://xn--.example/", "http://\u2603.example/", "http://１２７.0.0.1/", "http://news.example:22/",
        "http://news.example:6379/", "http://news.example:99999/", "http://news.example:-80/", "http://news.example:8o/",
        "http://" + "a" * 64 + ".example/", "http://" + "a." * 130 + "example/", "http://news.example/" + "a" * 5000,
    ],
)  # fmt: skip
def test_urls_that_are_not_fetched(url: str) -> None:
    network = Network({})
    with pytest.raises(AddressRefused) as refused:
        fetcher(network, ports=(80, 443)).fetch(url)
    assert network.looked_up == []
    assert "secret" not in str(refused.value)


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("http://news.example", "news.example"), ("HTTPS://News.Example:443/", "news.example"),
        ("http://b\u00fccher.example/", "xn--bcher-kva.example"), ("http://fa\u00df.example/", "xn--fa-hia.example"),
        ("http://news.example./", "news.example."), ("http://a_b.example/", "a_b.example"),
        ("http://news.example/a@b", "news.example"), ("http://news.example?x=@127.0.0.1", "news.example"),
        ("http://news.example#@127.0.0.1", "news.example"), ("  http://news.example/  ", "news.example"),
    ],
)  # fmt: skip
def test_what_is_checked_is_what_is_looked_up(url: str, host: str) -> None:
    network = Network({"a.root-servers.net": [PUBLIC]})
    with pytest.raises(FetchError, match="there is no site of the name"):
        fetcher(network).fetch(url)
    assert network.looked_up == [host, "a.root-servers.net"]


def test_where_no_name_can_be_looked_up_the_machine_is_offline_and_the_spelling_is_not_blamed() -> None:
    with pytest.raises(FetchError, match="this machine has no connection to the internet") as refused:
        fetcher(Network({})).fetch("http://news.example/")
    assert "spelling" not in str(refused.value)


@given(st.text(max_size=60))
def test_no_text_gets_past_the_check_with_another_host_than_httpx_fetches(text: str) -> None:
    for url in (text, f"http://{text}", f"http://news.example{text}", f"http://{text}.example/"):
        try:
            checked = check_url(url)
        except AddressRefused:
            continue
        again = httpx.URL(str(checked))
        assert again.raw_host == checked.raw_host
        assert again.userinfo == b""
        assert again.scheme in ("http", "https")
        assert (again.port or 80) in (80, 443)
        assert not set(again.raw_host) & set(b"@\\/%?# \t\r\n")


def test_a_network_that_the_user_allows_is_fetched_from_and_no_other() -> None:
    network = Network({"intranet.example": ["10.1.2.3"], "other.example": ["10.2.0.1"]})
    fetching = fetcher(network, allowed_networks=(ip_network("10.1.0.0/16"),), retries=0)
    with pytest.raises(FetchError, match="no connection"):
        fetching.fetch("http://intranet.example/")
    with pytest.raises(AddressRefused):
        fetching.fetch("http://other.example/")
    assert network.connected == ["10.1.2.3"]


def test_a_refusal_does_not_tell_what_stands_inside() -> None:
    network = Network({"probe.example": ["10.11.12.13"]})
    with pytest.raises(AddressRefused) as refused:
        fetcher(network).fetch("http://probe.example/")
    assert "10.11" not in str(refused.value)
    assert "save the page" in str(refused.value)


@pytest.mark.parametrize("hops", range(1, 7))
def test_redirects_are_followed_five_times_at_most(httpserver: HTTPServer, hops: int) -> None:
    for hop in range(hops):
        httpserver.expect_request(f"/{hop}").respond_with_data("", 302, {"Location": f"/{hop + 1}"})
    httpserver.expect_request(f"/{hops}").respond_with_data("arrived")
    url = httpserver.url_for("/0")
    if hops <= 5:
        fetched = fetcher().fetch(url)
        assert fetched.data == b"arrived"
        assert (fetched.url, fetched.final_url) == (url, httpserver.url_for(f"/{hops}"))
    else:
        with pytest.raises(FetchError, match="more than 5 times"):
            fetcher().fetch(url)
        assert len(httpserver.log) == 6


@pytest.mark.parametrize(
    "target",
    [
        "http://127.0.0.1/", "http://localhost/", "http://inside.example/", "//inside.example/", "http://[::1]/",
        "http://169.254.169.254/latest/meta-data/", "file:///etc/passwd", "ftp://public.example/", "gopher://a.example/",
        "javascript:alert(1)", "data:text/plain,a", "http://user@public.example/", "http://2130706433/",
        "http://public.example:22/", "http://public.example\\@127.0.0.1/", "http://0x7f.1/", "http://[fe80::1%25a]/",
        "//127.0.0.1\\@public.example/",
    ],
)  # fmt: skip
@pytest.mark.parametrize("hops", [1, 3])
def test_each_redirect_is_checked_as_the_first_address_was(httpserver: HTTPServer, target: str, hops: int) -> None:
    for hop in range(hops - 1):
        httpserver.expect_request(f"/{hop}").respond_with_data("", 301, {"Location": f"/{hop + 1}"})
    httpserver.expect_request(f"/{hops - 1}").respond_with_data("", 302, {"Location": target})
    names = {"public.example": [PUBLIC], "inside.example": ["10.0.0.1"], "localhost": ["127.0.0.1"]}
    names |= {"127.0.0.1": ["127.0.0.1"], "::1": ["::1"], "169.254.169.254": ["169.254.169.254"]}
    network = Network(names, server=httpserver.port)
    with pytest.raises(AddressRefused):
        fetcher(network, ports=(80, 443)).fetch("http://public.example/0")
    assert set(network.connected) == {PUBLIC}


def test_a_redirect_to_nowhere(httpserver: HTTPServer) -> None:
    httpserver.expect_request("/").respond_with_data("", 302)
    with pytest.raises(FetchError, match="redirects to nowhere"):
        fetcher().fetch(httpserver.url_for("/"))
