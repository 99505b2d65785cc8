"""The rules a document is checked against, a module a family.

`engine.check` gives the findings, `engine.rule_list` the rules, `outcome.outcome` what the findings come to,
`jurisdiction_file.load_jurisdictions` whose rules there are. A new rule is a function with `@rule` in the module of its
family; a new family is a module named in `engine`; a new jurisdiction is a file in `data/jurisdictions/`.
"""
