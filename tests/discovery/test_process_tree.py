from __future__ import annotations

import json

from mining.discovery.process_tree import Operator, ProcessTree


def test_a_coded_tree_comes_through_json_with_its_names():
    coded = json.loads(json.dumps(["->", 1, ["X", None, ["*", 0, 2]]]))
    tree = ProcessTree.from_coded(coded, ("Ask", "Register", "Remind"))
    assert str(tree) == "->( 'Register', X( tau, *( 'Ask', 'Remind' ) ) )"
    assert list(tree.activities()) == ["Register", "Ask", "Remind"]
    assert tree.children[1].operator is Operator.CHOICE


def test_the_text_of_a_tree_cannot_be_forged_by_a_name():
    tree = ProcessTree(
        Operator.SEQUENCE, children=(ProcessTree(activity="A', 'B"), ProcessTree(activity="C\n"))
    )
    assert str(tree) == """->( "A', 'B", 'C\\n' )"""
