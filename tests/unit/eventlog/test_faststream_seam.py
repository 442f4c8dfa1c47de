"""What the continuous pull relies upon in FastStream: when one of these fails, read pull.py again before upgrading."""

import inspect
from typing import Any

import pytest
from faststream import AckPolicy
from faststream._internal.endpoint.subscriber.mixins import TasksMixin
from faststream.nats import JStream, NatsBroker, PullSub
from faststream.nats.subscriber.usecases import BatchPullStreamSubscriber
from nats.aio.client import Client
from nats.aio.subscription import Subscription
from nats.js.api import ConsumerConfig

from piyasa.eventlog.pull import ContinuousPull, as_continuous_pull


def made(*, batch: bool = True) -> Any:
    return NatsBroker(logger=None).subscriber(
        "evt.chat.*.draft-generated",
        stream=JStream("EVENTS", declare=False),
        durable="humanizer-style",
        pull_sub=PullSub(batch=batch, batch_size=7),
        ack_policy=AckPolicy.MANUAL,
        config=ConsumerConfig(filter_subject="evt.chat.*.draft-generated"),
        no_reply=True,
        persistent=False,
    )


def test_the_factory_makes_the_class_that_is_built_upon() -> None:
    subscriber = as_continuous_pull(made())

    assert isinstance(subscriber, ContinuousPull)
    assert subscriber.extra_options["durable"] == "humanizer-style"
    assert subscriber.stream.name == "EVENTS"
    assert subscriber.subscription is None


def test_any_other_subscriber_is_refused() -> None:
    with pytest.raises(TypeError, match="batch pull subscriber"):
        as_continuous_pull(made(batch=False))


def test_the_class_can_take_the_place_of_its_base() -> None:
    assert ContinuousPull.__slots__ == ()
    assert issubclass(BatchPullStreamSubscriber, TasksMixin)
    # Its own state needs somewhere to be: the base keeps a dictionary.
    assert hasattr(made(), "__dict__")


@pytest.mark.parametrize("name", ["_create_subscription", "_consume_pull", "stop", "consume", "start"])
def test_the_methods_that_are_replaced_or_called_are_coroutines_without_further_arguments(name: str) -> None:
    method = getattr(BatchPullStreamSubscriber, name)
    needed = [
        each
        for each in inspect.signature(method).parameters.values()
        if each.default is inspect.Parameter.empty and each.name != "self"
    ]

    assert inspect.iscoroutinefunction(method)
    assert len(needed) == (1 if name == "consume" else 0)


def test_starting_subscribes_before_it_says_that_it_runs() -> None:
    source = inspect.getsource(BatchPullStreamSubscriber.start)

    assert source.index("_create_subscription") < source.index("_post_start")


def test_a_batch_is_dropped_only_when_the_subscriber_was_stopped() -> None:
    source = inspect.getsource(BatchPullStreamSubscriber.consume)

    assert "if not self.running" in source


def test_tasks_are_kept_and_cancelled_by_the_base() -> None:
    assert "func_args" in inspect.signature(TasksMixin.add_task).parameters
    assert ".cancel()" in inspect.getsource(TasksMixin.stop)


def test_the_client_counts_reconnects_and_drains() -> None:
    assert Client().stats["reconnects"] == 0
    assert inspect.iscoroutinefunction(Subscription.drain)
    assert inspect.iscoroutinefunction(Client.flush)
