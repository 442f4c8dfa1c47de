"""What providers of language models took today, and how each replica stands with them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from piyasa.generator.domain.models.budgets import ALL, MICRO, Limits, Spent, step_at
from piyasa.generator.domain.models.offers import Offer
from piyasa.tools.providers_known import address_of
from piyasa.tools.service_pages import Page


@dataclass(frozen=True, slots=True)
class Budget:
    """A day's account, over all replicas; ``share`` is of the limit that is nearer, None where no limit is known."""

    tokens: int
    usd: float
    calls: int
    limit_tokens: int | None = None
    limit_usd: float | None = None
    share: float | None = None
    step: str | None = None
    """``free``, ``halved``, ``people_only`` or ``exhausted``; None where no limit is known."""


@dataclass(frozen=True, slots=True)
class ProviderRow:
    """One provider; without model and address when it is not configured here."""

    provider: str
    budget: Budget
    configured: bool = False
    model: str | None = None
    judge_model: str | None = None
    address: str | None = None
    pool: int | None = None


@dataclass(frozen=True, slots=True)
class ReplicaRow:
    """One provider as one replica sees it; without one when the replica does not tell."""

    replica: str
    status: str
    provider: str | None = None
    circuit: str | None = None
    in_flight: int | None = None
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class ProviderStanding:
    """All of it at one moment."""

    day: str
    """In UTC."""
    note: str
    """Why no provider is asked or known here; empty when there is nothing to say."""
    providers: list[ProviderRow]
    together: Budget
    """Of all providers."""
    replicas: list[ReplicaRow]


def standing_of(
    offers: Iterable[Offer], spent: Mapping[str, Spent], pages: Iterable[Page], *, day: str, note: str = ""
) -> ProviderStanding:
    """Put together what the environment, the account and the replicas tell."""
    known = {offer.name: offer for offer in offers}
    shares = _shares(pages := list(pages))
    names = dict.fromkeys((*known, *spent, *(name for name in shares if name != ALL)))
    rows = [_row(name, known.get(name), spent.get(name, Spent()), shares.get(name)) for name in names]
    total = Spent()
    for each in spent.values():
        total = total.plus(each)
    return ProviderStanding(
        day, note, rows, _budget(total, Limits(), shares.get(ALL)), [row for page in pages for row in _replica(page)]
    )


def _shares(pages: Iterable[Page]) -> dict[str, float | None]:
    """By provider the share that replicas tell, which only grows within a day; None where they tell none."""
    found: dict[str, float | None] = {}
    for lane in (lane for page in pages for lane in page.models):
        told = [share for share in (found.get(lane.provider), lane.share) if share is not None]
        found[lane.provider] = max(told) if told else None
    return found


def _row(name: str, offer: Offer | None, spent: Spent, share: float | None) -> ProviderRow:
    if offer is None:
        return ProviderRow(name, _budget(spent, Limits(), share))
    return ProviderRow(
        name, _budget(spent, offer.limits, None), configured=True, model=offer.model, judge_model=offer.judge_model,
        address=address_of(offer), pool=offer.concurrency,
    )  # fmt: skip


def _budget(spent: Spent, limits: Limits, told: float | None) -> Budget:
    """With the limits where they are known, else with the share that was told; of no budget replicas tell 0."""
    share = limits.share(spent) if limits.bounded else told or None
    return Budget(
        spent.tokens, spent.micro_usd / MICRO, spent.calls, limits.tokens, limits.usd, share,
        None if share is None else step_at(share, limits.reserve),
    )  # fmt: skip


def _replica(page: Page) -> Iterator[ReplicaRow]:
    lanes = [lane for lane in page.models if lane.provider != ALL]
    if not lanes:
        yield ReplicaRow(page.replica, page.status, trouble=page.detail)
    for lane in lanes:
        yield ReplicaRow(page.replica, page.status, lane.provider, lane.circuit, lane.in_flight, lane.trouble)
