"""What a rule finds in a part of the register, in short."""

from loket.core.register import Context, Slice
from loket.core.rules.rule import Finding, RuleModule
from tests.core.register.people import CONTEXT


def found(rule: RuleModule, part: Slice, context: Context = CONTEXT) -> list[tuple[object, ...]]:
    """The ids each finding is about; every finding must be complete and the rule's own."""
    findings = list(rule.check(part, context))
    assert all(_is_complete(finding, rule) for finding in findings)
    return [finding.about for finding in findings]


def _is_complete(finding: Finding, rule: RuleModule) -> bool:
    own = (finding.rule, finding.level, finding.basis) == (rule.RULE.id, rule.RULE.level, rule.RULE.basis)
    return own and bool(finding.about) and bool(finding.sentence.strip()) and finding.hint.endswith(".")
