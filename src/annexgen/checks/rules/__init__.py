"""The rules on what an annex says: a module for each family, a function for each rule.

Every module in here is imported by ``registry.all_content_rules``; a new rule is a function with a
decorator of ``registry`` and needs no list.
"""
