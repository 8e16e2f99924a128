"""SpiffWorkflow doing our work: load a case, do the act that is ready, store the case and one event, commit."""

import json
import random
import tempfile
from functools import partial
from pathlib import Path
from typing import Any

import psycopg
from SpiffWorkflow import TaskState
from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.parser import BpmnParser
from SpiffWorkflow.bpmn.serializer import BpmnWorkflowSerializer

from benchmarks.measure import Prepare, Work

STEPS = 10
RETURNING = {5, 6}
"""The steps at which a verifier may send the file back, as Kasi and Kabid do in Bintan."""
_SPEC = "kk"
_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="urn:loket:benchmark">
<process id="kk" isExecutable="true">
<startEvent id="start"/><endEvent id="end"/>"""


def _flow(name: str, source: str, target: str, condition: str = "") -> str:
    inner = f"<conditionExpression>{condition}</conditionExpression>" if condition else ""
    return f'<sequenceFlow id="{name}" sourceRef="{source}" targetRef="{target}">{inner}</sequenceFlow>'


def _bpmn() -> str:
    """The ten steps as user tasks, a gateway behind each verifier that may lead back to step three."""
    parts = [_HEAD, _flow("f0", "start", "s1")]
    for n in range(1, STEPS + 1):
        parts.append(f'<userTask id="s{n}" name="Langkah {n}"/>')
        onward = f"s{n + 1}" if n < STEPS else "end"
        if n in RETURNING:
            parts.append(f'<exclusiveGateway id="g{n}" default="y{n}"/>')
            parts += [_flow(f"f{n}", f"s{n}", f"g{n}"), _flow(f"y{n}", f"g{n}", onward)]
            parts.append(_flow(f"t{n}", f"g{n}", "s3", "back"))
        else:
            parts.append(_flow(f"f{n}", f"s{n}", onward))
    return "".join([*parts, "</process></definitions>"])


def _workflow() -> BpmnWorkflow:
    parser = BpmnParser()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "kk.bpmn"
        path.write_text(_bpmn(), encoding="utf-8")
        parser.add_bpmn_file(str(path))
        workflow = BpmnWorkflow(parser.get_spec(_SPEC))
    workflow.do_engine_steps()
    return workflow


def _create(connection: psycopg.Connection[Any], number: int, cases: int, fresh: str) -> list[int]:
    connection.execute("CREATE TABLE IF NOT EXISTS spiff_case (id bigint PRIMARY KEY, version int, state text)")
    connection.execute(
        "CREATE TABLE IF NOT EXISTS spiff_event (id bigserial PRIMARY KEY, case_id bigint, at timestamptz, what text)"
    )
    ids = [number * 1_000_000 + n for n in range(cases)]
    with connection.transaction(), connection.cursor() as cursor:
        cursor.executemany("INSERT INTO spiff_case VALUES (%s, 0, %s)", [(case, fresh) for case in ids])
    return ids


class _Office:
    def __init__(self, url: str, cases: int, number: int) -> None:
        self.connection = psycopg.connect(url, autocommit=True, prepare_threshold=1)
        self.serializer = BpmnWorkflowSerializer(BpmnWorkflowSerializer.configure())
        self.fresh = self.serializer.serialize_json(_workflow())
        self.chance = random.Random(number)
        self.ids = _create(self.connection, number, cases, self.fresh)

    def step(self) -> None:
        case = self.chance.choice(self.ids)
        with self.connection.transaction():
            row = self.connection.execute(
                "SELECT version, state FROM spiff_case WHERE id = %s FOR UPDATE", (case,)
            ).fetchone()
            if row is None:
                raise RuntimeError(f"Case {case} has gone.")
            state, done = self._advance(row[1])
            self.connection.execute(
                "UPDATE spiff_case SET version = version + 1, state = %s WHERE id = %s AND version = %s",
                (state, case, row[0]),
            )
            self.connection.execute(
                "INSERT INTO spiff_event (case_id, at, what) VALUES (%s, now(), %s)", (case, json.dumps({"step": done}))
            )

    def _advance(self, stored: str) -> tuple[str, str]:
        workflow = self.serializer.deserialize_json(stored)
        ready = workflow.get_tasks(state=TaskState.READY, manual=True)
        if not ready:
            return self.fresh, "selesai"
        ready[0].data["back"] = self.chance.random() < 0.1
        ready[0].run()
        workflow.do_engine_steps()
        return self.serializer.serialize_json(workflow), ready[0].task_spec.bpmn_id


def _prepare(url: str, cases: int, number: int) -> Work:
    return _Office(url, cases, number).step


def preparation(url: str, *, cases: int = 200) -> Prepare:
    """How a worker gets ready: a connection, and `cases` of its own at their first step."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("DROP TABLE IF EXISTS spiff_case, spiff_event")
        _create(connection, 0, 0, "")
    return partial(_prepare, url, cases)
