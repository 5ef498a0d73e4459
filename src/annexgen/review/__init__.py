"""What a change of content means: two sides of an annex in, typed changes out, shown in many ways.

``sheets`` reads a side as far as it can be read, ``matching`` finds what belongs together,
``targets`` says which way a target moved, ``compare`` makes the ``changes`` of all that;
``text``, ``markdown`` and ``as_json`` show them.
"""
