"""A change to how Rasa runs its graph: without planning it anew for each message."""

from __future__ import annotations

import logging
from typing import Any, Dict, List, Mapping, Optional, Sequence, Tuple

import dask.order
from rasa.engine.exceptions import GraphRunError
from rasa.engine.graph import GraphNode
from rasa.engine.runner.dask import DaskGraphRunner

_logger = logging.getLogger(__name__)

_Plan = Mapping[str, Tuple[GraphNode, Sequence[str]]]
"""Nodes in the order they run, each behind those whose output it needs, and the names of these."""


def plan_graph_once() -> None:
    """Run the nodes one after another in an order that dask gives once.

    Upstream: ``DaskGraphRunner.run`` cuts the graph to the targets, writes it into a log line and has dask plan it,
    three or four times a message.
    """

    def run(
        self: DaskGraphRunner, inputs: Optional[Dict[str, Any]] = None, targets: Optional[List[str]] = None
    ) -> Dict[str, Any]:
        wanted = targets if targets else self._graph_schema.target_names
        plan = _plan(self, wanted)
        graph: Dict[str, Any] = dict(plan)
        self._add_inputs_to_graph(inputs, graph)
        _logger.debug("Running graph with targets: %s", targets)
        done = {name: graph[name] for name in inputs or ()}
        try:
            for name, (node, needed) in plan.items():
                if name not in done:
                    done[name] = node(*(done.get(each, each) for each in needed))
        except RuntimeError as error:
            raise GraphRunError("Error running runner.") from error
        return dict(done[name] for name in wanted)

    DaskGraphRunner.run = run


def _plan(runner: DaskGraphRunner, targets: Sequence[str]) -> _Plan:
    """The plan for ``targets``, kept on the runner."""
    plans: Dict[Tuple[str, ...], _Plan] = runner.__dict__.setdefault("_plans", {})
    plan = plans.get(tuple(targets))
    if plan is None:
        graph = runner._build_dask_graph(runner._graph_schema.minimal_graph_schema(list(targets)))
        rank = dask.order.order(graph)
        plan = plans[tuple(targets)] = {name: (graph[name][0], graph[name][1:]) for name in sorted(graph, key=rank.__getitem__)}
    return plan
