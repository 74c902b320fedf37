"""The graph runs the same nodes with the same output and the same errors as where dask plans it each time."""

from __future__ import annotations

import dask.order
import pytest
from rasa.engine.exceptions import GraphComponentException, GraphRunError
from rasa.engine.graph import GraphComponent, GraphSchema, SchemaNode
from rasa.engine.runner.dask import DaskGraphRunner

from assistant import patched_runner

RASAS_RUN = DaskGraphRunner.__dict__["run"]
ran: list[str] = []


class Joins(GraphComponent):
    """Writes down what it was given."""

    def __init__(self, name: str) -> None:
        self._name = name

    @classmethod
    def create(cls, config, model_storage, resource, execution_context):
        return cls(execution_context.node_name)

    def join(self, **given) -> str:
        ran.append(self._name)
        if given.get("first") == "bad":
            raise RuntimeError("bad input")
        return f"{self._name}({', '.join(f'{name}={value}' for name, value in sorted(given.items()))})"


def node(is_target: bool = False, **needs: str) -> SchemaNode:
    return SchemaNode(needs, Joins, "create", "join", {}, is_target=is_target)


SCHEMA = GraphSchema(
    {
        "end": node(is_target=True, first="left", second="right"),
        "right": node(first="top"),
        "left": node(first="top", second="__second__"),
        "top": node(first="__first__"),
        "aside": node(is_target=True, first="__first__"),
    }
)
INPUTS = {"__first__": "text", "__second__": ["more"]}


@pytest.fixture
def runner(context, storage, monkeypatch) -> DaskGraphRunner:
    monkeypatch.setattr(DaskGraphRunner, "run", RASAS_RUN)
    ran.clear()
    return DaskGraphRunner.create(SCHEMA, storage, context)


@pytest.mark.parametrize("targets", [None, ["end"], ["aside"], ["top", "left"], ["__first__"]])
def test_the_output_and_the_nodes_that_run_are_dasks(runner, targets):
    expected = runner.run(INPUTS, targets)
    by_dask = sorted(ran)
    patched_runner.plan_graph_once()
    for _ in range(2):
        ran.clear()
        assert runner.run(INPUTS, targets) == expected
        assert sorted(ran) == by_dask


def test_an_input_may_stand_for_a_node(runner):
    inputs = {**INPUTS, "top": "given"}
    expected = runner.run(inputs, ["end"])
    patched_runner.plan_graph_once()
    assert runner.run(inputs, ["end"]) == expected


@pytest.mark.parametrize(
    "inputs,error",
    [
        ({**INPUTS, "__first__": "bad"}, GraphComponentException),
        ({**INPUTS, "__first__": "left"}, GraphRunError),
        ({}, GraphRunError),
    ],
)
def test_errors_are_rasas(runner, inputs, error):
    with pytest.raises(error) as rasas:
        runner.run(inputs, ["end"])
    patched_runner.plan_graph_once()
    with pytest.raises(error) as ours:
        runner.run(inputs, ["end"])
    assert str(ours.value) == str(rasas.value)


def test_the_graph_is_planned_once(runner, monkeypatch):
    patched_runner.plan_graph_once()
    runner.run(INPUTS, ["end"])
    monkeypatch.setattr(dask.order, "order", None)
    assert runner.run(INPUTS, ["end"])
