"""The routes under `/_local`: to watch the stub and to disturb it."""

import orjson
from aiohttp import web
from pydantic import ValidationError

from piyasa.devstack.llm.calls import Ledger
from piyasa.devstack.llm.faults import Fault, FaultPlan
from piyasa.devstack.llm.meter import Meter
from piyasa.devstack.llm.refusals import bad_request


class BackDoor:
    """What was asked, what was served, and which faults are in force."""

    def __init__(self, ledger: Ledger, meter: Meter, faults: FaultPlan) -> None:
        self._ledger, self._meter, self._faults = ledger, meter, faults

    def open(self, router: web.UrlDispatcher) -> None:
        """Add the routes."""
        router.add_get("/_local/calls", self._calls)
        router.add_delete("/_local/calls", self._forget)
        router.add_get("/_local/usage", self._usage)
        router.add_get("/_local/faults", self._orders)
        router.add_post("/_local/faults", self._order)
        router.add_delete("/_local/faults", self._peace)

    async def _calls(self, _: web.Request) -> web.Response:
        return answered(self._ledger.page())

    async def _forget(self, _: web.Request) -> web.Response:
        self._ledger.clear()
        self._meter.clear()
        return web.Response(status=204)

    async def _usage(self, _: web.Request) -> web.Response:
        return answered(self._meter.page())

    async def _orders(self, _: web.Request) -> web.Response:
        return answered({"faults": [fault.model_dump(by_alias=True) for fault in self._faults.orders()]})

    async def _order(self, request: web.Request) -> web.Response:
        try:
            fault = Fault.model_validate_json(await request.read())
        except ValidationError as wrong:
            return bad_request(str(wrong))
        self._faults.order(fault)
        return answered(fault.model_dump(by_alias=True))

    async def _peace(self, _: web.Request) -> web.Response:
        self._faults.clear()
        return web.Response(status=204)


def answered(content: object) -> web.Response:
    """Give JSON."""
    return web.Response(body=orjson.dumps(content), content_type="application/json")
