"""Rules on questions and the conditions of requirements: names that exist, kinds that agree, choices that are there."""

from collections.abc import Iterator

from loket.core.problems import Problem
from loket.core.procedure.checks.subject import Subject
from loket.core.procedure.expressions import ExpressionError, Fault, parse, type_faults
from loket.core.procedure.near import suggestion


def conditions(subject: Subject) -> Iterator[Problem]:
    """Every condition can be read and can be answered."""
    for name, requirement in subject.procedure.requirements.items():
        for fault in faults_of(requirement.when, subject):
            yield subject.error(fault.id, fault.sentence, fault.hint, "requirements", name, "when")


def faults_of(text: str | None, subject: Subject) -> tuple[Fault, ...]:
    """What is wrong with a condition; nothing for one that is not given."""
    if not text:
        return ()
    try:
        return tuple(dict.fromkeys(type_faults(parse(text), subject.procedure.questions)))
    except ExpressionError as error:
        return (error.fault,)


def question_choices(subject: Subject) -> Iterator[Problem]:
    """A choice has at least two answers, a yes or no has none; the default is one of the possible answers."""
    for name, question in subject.procedure.questions.items():
        if question.kind == "choice" and len(question.choices) < 2:
            sentence = f"Pertanyaan “{name}” adalah pilihan, tetapi jawabannya kurang dari dua."
            yield subject.error("question-choices", sentence, "Isi `choices`.", "questions", name)
        elif question.kind == "yes_no" and question.choices:
            sentence = f"Pertanyaan “{name}” dijawab ya atau tidak, tetapi mempunyai `choices`."
            yield subject.error("question-choices", sentence, "Tulis `kind: choice`.", "questions", name, "choices")
        yield from _default(subject, name)


def _default(subject: Subject, name: str) -> Iterator[Problem]:
    question = subject.procedure.questions[name]
    if question.default is None:
        return
    place = ("questions", name, "default")
    if question.kind == "yes_no" and not isinstance(question.default, bool):
        sentence = f"Jawaban bawaan pertanyaan “{name}” harus true atau false."
        yield subject.error("question-default", sentence, "Tulis true atau false tanpa tanda kutip.", *place)
    elif question.kind == "choice" and question.default not in question.choices:
        sentence = f"Jawaban bawaan “{question.default}” bukan pilihan pertanyaan “{name}”."
        yield subject.error("question-default", sentence, suggestion(str(question.default), question.choices), *place)


RULES = (conditions, question_choices)
