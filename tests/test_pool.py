"""Tasks done by processes: in order, with nothing lost when one of them is killed."""

import os
import signal
from pathlib import Path

import pytest

from analysis.work import pool


def double(number):
    """Twice the number; the process that is given 13 dies of it, each time."""
    if number == 13:
        os.kill(os.getpid(), signal.SIGKILL)
    if number < 0:
        raise OSError(28, "No space left on device")
    return 2 * number


def die_once(task):
    """Dies the first time it is asked, and leaves a file to know by."""
    number, flag = task
    if number == 3 and not Path(flag).exists():
        Path(flag).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return number


@pytest.mark.parametrize("workers", [1, 2])
def test_results_come_in_the_order_of_the_tasks(workers):
    found = list(pool.in_order(double, iter([5, 1, 4, 2]), workers, ready=lambda task: task == 4))
    assert found == [(5, 10), (1, 2), (4, None), (2, 4)]


def test_a_task_that_kills_its_process_costs_no_other(tmp_path):
    found = dict(pool.in_order(double, [1, 2, 13, 4, 5, 6, 7, 8], 2))
    assert isinstance(found.pop(13), pool.LostError)
    assert found == {number: 2 * number for number in (1, 2, 4, 5, 6, 7, 8)}


def test_a_process_killed_once_costs_nothing(tmp_path):
    tasks = [(number, str(tmp_path / "flag")) for number in range(7)]
    assert [found for _, found in pool.in_order(die_once, tasks, 2)] == list(range(7))


def test_what_a_task_raises_is_raised_here():
    with pytest.raises(OSError, match="No space left"):
        list(pool.in_order(double, [1, 2, -1, 3], 2))


def test_processes_are_replaced_after_so_many_tasks(monkeypatch):
    monkeypatch.setattr(pool, "TASKS", 2)
    assert [found for _, found in pool.in_order(double, range(9), 2)] == [2 * number for number in range(9)]


def test_no_task_is_no_result():
    assert list(pool.in_order(double, [], 2)) == []
