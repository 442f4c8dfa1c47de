from piyasa.projections.catalogue import all_projections
from piyasa.projector.domain.batch import Batch
from piyasa.projector.domain.read_models import ReadModels
from support.events import PERSON, received, registered, requested, uid
from support.streams import MemoryStream


def batch_of(stream: MemoryStream) -> tuple[Batch, ReadModels]:
    batch, models = Batch(), ReadModels.of(all_projections())
    for message in stream.messages.values():
        batch.take(message, models)
    return batch, models


def test_every_message_is_archived_with_the_people_it_names() -> None:
    stream = MemoryStream()
    stream.publish(registered(), received(1))
    batch, _ = batch_of(stream)
    assert [(message.position, people) for message, people in batch.archive] == [(1, ()), (2, (PERSON,))]


def test_what_is_no_fact_is_archived_and_reported_without_its_words() -> None:
    stream = MemoryStream()
    stream.publish(requested("t"))
    stream.publish_raw("evt.chat.a-b.message-received", b'{"person_id": "kind-otter", "text": "secret words"}')
    stream.publish_raw("evt.chat.a-b.never-heard-of", b"{}")
    stream.publish_raw("evt.odd", b"\xff")
    batch, _ = batch_of(stream)
    assert [message.position for message, _ in batch.archive] == [1, 2, 3, 4]
    assert batch.archive[1][1] == ("kind-otter",)
    assert [(each.position, each.code) for each in batch.unreadable] == [
        (2, "MALFORMED_BODY"),
        (3, "UNKNOWN_FACT"),
        (4, "MALFORMED_SUBJECT"),
    ]
    assert "secret" not in repr(batch.unreadable)


def test_facts_change_read_models_and_ways_at_once() -> None:
    stream = MemoryStream()
    stream.publish(registered(), requested("t"))
    batch, models = batch_of(stream)
    assert list(batch.ways) == [uid("t")]
    assert set(models.unwritten()) >= {"bots", "conversations"}
