"""The page Spørg: the conversation, what has been understood of the case, and the note for the case file."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any, assert_never

import streamlit as st

from assistant.answer import Answer
from assistant.case import CaseFacts, case_from
from assistant.catalogue.facts import FactField
from assistant.events import Answered, Checked, Declined, Event, Retrieved, Understood, Verified
from assistant.guard import guard
from assistant.journal import Asked, as_docx, as_markdown, as_plain, journal_note
from assistant.privacy import masked, masks_in, told
from assistant.service import Assistant, Conversation
from assistant.settings import moment, today
from assistant.texts import CAPABILITIES
from corpus.dates import danish_date
from corpus.errors import QuestionError
from records.store import Records
from ui import feedback, history
from ui.components import EARLIEST, LATEST, fact_input, show_citation, show_findings, show_law, show_notices
from ui.memory import owner, remembered

_EXAMPLES = (
    "Hvor længe kan en dagpengemodtager være i virksomhedspraktik?",
    "Må borgeren komme i praktik dér, hvor hun senest var ansat?",
    "Hvad skal stå i begrundelsen for afgørelsen?",
)
_SUGGESTED = 3
# What a case most often hangs on; the rest of the form lies under "Flere oplysninger".
_FIRST = ("target_group", "start", "weeks", "weeks_used", "extension", "self_found", "latest_employer")
# The answer begins at the question, which would else lie under the sources of the answer before.
_TO_THE_QUESTION = """
setTimeout(() => {
  const all = document.querySelectorAll('[data-testid="stChatMessage"]');
  all[all.length - 2]?.scrollIntoView({ block: 'start' });
}, 200);
"""
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True, slots=True)
class Shown:
    """One turn as it stands in the chat; `turn` is its number in the database, None where it is not kept."""

    question: str
    answer: Answer
    turn: int | None = None
    helpful: bool | None = None


def draw(assistant: Assistant) -> None:
    """The page."""
    _resume(assistant)
    shown: list[Shown] = st.session_state.setdefault("shown", [])
    if st.session_state.pop("moved", False):
        _again(assistant, shown)
    with st.sidebar:
        _sidebar(assistant, shown)
    for number, turn in enumerate(shown, start=1):
        _turn(assistant, turn, shown if number == len(shown) else ())
    if shown:
        _suggest(assistant, shown)
    if st.session_state.pop("just_answered", False):
        st.html(f"<script>{{ /* {_place(shown)} */ {_TO_THE_QUESTION} }}</script>", unsafe_allow_javascript=True)
    # The box below is drawn last, but what was typed in it is known first.
    turns, box = st.container(), st.container(key="ask-box")
    with box:
        asked = st.chat_input("Stil dit spørgsmål", max_chars=4000) or st.session_state.pop("pick", None)
    with turns:
        if not shown and not asked:
            _examples()
        if asked:
            _ask(assistant, str(asked), shown)


def _sidebar(assistant: Assistant, shown: list[Shown]) -> None:
    st.session_state.setdefault("on", today())
    st.date_input(
        "Gældende ret pr.", key="on", format="DD.MM.YYYY", on_change=_other_day, min_value=EARLIEST, max_value=LATEST
    )
    st.button("Ny sag", on_click=_forget, width="stretch", icon=":material/add:")
    st.subheader("Det har jeg forstået")
    conversation = _conversation(assistant)
    if len(conversation.cases) > 1:
        _several(assistant, conversation)
    else:
        _facts(assistant, conversation, shown)
    if shown:
        _note(assistant, conversation, shown)
    history.draw(_open, _forget)
    st.caption("Skriv ikke navn eller CPR-nummer.")


def _other_day() -> None:
    """What is known of the case goes along to the law of the day chosen; what was answered stays in the history."""
    before, on = st.session_state.get("conversation"), st.session_state["on"]
    _forget()
    if before is not None and before.case.known():
        st.session_state["conversation"] = before.moved(None if on == today() else on)
        st.session_state["moved"] = True


def _again(assistant: Assistant, shown: list[Shown]) -> None:
    """Answer the last question for the day that was chosen."""
    conversation, day = _conversation(assistant), danish_date(st.session_state["on"])
    answer = None if len(conversation.cases) > 1 else conversation.corrected(conversation.case)
    if answer is None:
        st.info(f"Oplysningerne om sagen gælder stadig. Stil spørgsmålet igen for at få reglerne den {day}.")
    else:
        _keep(conversation, f"Samme sag efter reglerne den {day}", answer, shown)
    st.toast("Svarene for den anden dag ligger under Tidligere samtaler.")


def _several(assistant: Assistant, conversation: Conversation) -> None:
    for number, case in enumerate(conversation.cases, start=1):
        st.markdown(f"*Borger {number}*")
        for name, value in assistant.describe(case).items():
            st.markdown(f"**{name}:** {value}")


def _facts(assistant: Assistant, conversation: Conversation, shown: list[Shown]) -> None:
    """The case as a form; a change is checked at once."""
    case, turn = conversation.case, _place(shown)
    if not case.known():
        st.caption("Ingen oplysninger om sagen endnu.")
    known = case.model_dump(mode="json", exclude_none=True, exclude_defaults=True)
    fields = {field.name: field for field in assistant.fact_fields(st.session_state.get("on"))}
    first = [name for name in fields if name in known or name in _FIRST]
    # The place is part of each key, so that the form follows what the conversation has understood since.
    given = {name: fact_input(fields[name], known.get(name), f"fact-{turn}-{name}") for name in first}
    with st.expander("Flere oplysninger"):
        others = {name: field for name, field in fields.items() if name not in first}
        rest = {name: fact_input(field, None, f"fact-{turn}-{name}") for name, field in others.items()}
    edited = {name: _plain(value) for name, value in (given | rest).items() if value not in (None, ())}
    if edited != _comparable(known):
        _correct(assistant, conversation, edited, shown)


def _place(shown: Sequence[Shown]) -> str:
    """Where the user is: in which conversation of this session, after which turn."""
    return f"{st.session_state.get('cases_begun', 0)}-{len(shown)}"


def _plain(value: Any) -> Any:
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value.isoformat() if isinstance(value, date) else value


def _comparable(known: dict[str, Any]) -> dict[str, Any]:
    """The facts as the form gives them back."""
    return {name: _number(value) for name, value in known.items()}


def _number(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(value)
    if isinstance(value, str):
        try:
            return float(value)
        except ValueError:
            return value
    return value


def _correct(assistant: Assistant, conversation: Conversation, edited: dict[str, Any], shown: list[Shown]) -> None:
    try:
        case: CaseFacts = case_from(edited)
        before = assistant.describe(conversation.case)
        answer = conversation.corrected(case)
    except QuestionError as error:
        st.warning(str(error))
        return
    if answer is not None:
        _keep(conversation, _told_anew(before, assistant.describe(case)), answer, shown)
    st.rerun()


def _told_anew(before: dict[str, str], now: dict[str, str]) -> str:
    """What was corrected, as a line of the conversation.

    >>> _told_anew({"Alder": "24", "Uger": "4"}, {"Alder": "31"})
    'Rettet: Alder: 31; Uger: ikke oplyst'
    """
    changed = [f"{name}: {value}" for name, value in now.items() if before.get(name) != value]
    return "Rettet: " + "; ".join(changed + [f"{name}: ikke oplyst" for name in before if name not in now])


def _note(assistant: Assistant, conversation: Conversation, shown: list[Shown]) -> None:
    facts = assistant.describe(conversation.case, shown[-1].answer.on)
    note = journal_note([Asked(question=turn.question, answer=turn.answer) for turn in shown], facts, moment())
    st.subheader("Notat til journalen")
    # Made when it is asked for: with each drawing of the page it would take as long as all the rest.
    st.download_button("Hent som Word", partial(as_docx, note), "notat.docx", _WORD, width="stretch")
    st.download_button("Hent som tekst", as_markdown(note), "notat.md", "text/markdown", width="stretch")


def _conversation(assistant: Assistant) -> Conversation:
    if "conversation" not in st.session_state:
        on: date | None = st.session_state.get("on")
        st.session_state["conversation"] = assistant.conversation(on=None if on == today() else on, user=owner())
    conversation: Conversation = st.session_state["conversation"]
    return conversation


def _forget() -> None:
    st.session_state.pop("conversation", None)
    st.session_state["shown"] = []
    st.session_state["cases_begun"] = st.session_state.get("cases_begun", 0) + 1
    st.session_state.pop("kept", None)
    history.go_to(None)


def _open(conversation: str) -> None:
    _forget()
    history.go_to(conversation)


def _resume(assistant: Assistant) -> None:
    """Go on with the conversation that the address names: after a reload, the back button, or from the list."""
    named, kept = history.current(), st.session_state.get("kept")
    if named is None and kept is not None:
        history.go_to(kept)  # the page was left and come back to
    if named is None or named == kept:
        return
    found = history.found(named)
    if found is None:
        _forget()
        return
    _forget()
    history.go_to(named)
    st.session_state["kept"] = named
    st.session_state["on"] = found.on or today()
    st.session_state["shown"] = [Shown(turn.question, turn.answer, turn.id, turn.helpful) for turn in found.turns]
    try:
        st.session_state["conversation"] = assistant.conversation(on=found.on, state=found.state, user=owner())
    except QuestionError as error:
        st.session_state["conversation"] = assistant.conversation(on=found.on, user=owner())
        st.info(str(error))


def _keep(conversation: Conversation, question: str, answer: Answer, shown: list[Shown]) -> None:
    """Show the turn, and keep it where it can be kept."""
    on: date | None = st.session_state.get("on")

    def add(records: Records) -> int:
        if st.session_state.get("kept") is None:
            st.session_state["kept"] = records.start(owner(), None if on == today() else on, moment())
        kept, verified = st.session_state["kept"], conversation.verified
        return records.add_turn(owner(), kept, question, answer, conversation.state, moment(), verified)

    turn = remembered(add, None)
    st.session_state["just_answered"] = True
    shown.append(Shown(question, answer, turn))
    history.go_to(st.session_state.get("kept"))


def _choices(assistant: Assistant, shown: Sequence[Shown]) -> None:
    """The facts that the last answer asks for, to be chosen."""
    turn = _place(shown)
    for field in _asked(assistant, shown[-1].answer):
        options = {"group": list(field.options.values()), "yes_no": ["ja", "nej"]}.get(field.kind, [])
        if options:
            st.pills(
                field.label, options, key=f"fact-{turn}-{field.name}-answer", on_change=_say, args=(turn, field.name)
            )


def _asked(assistant: Assistant, answer: Answer) -> list[FactField]:
    fields = {field.name: field for field in assistant.fact_fields(answer.on)}
    return [fields[fact] for fact in answer.asked if fact in fields]


def _suggest(assistant: Assistant, shown: list[Shown]) -> None:
    """What is typically asked of the same provisions, where no fact is missing."""
    answer, turn = shown[-1].answer, _place(shown)
    if _asked(assistant, answer):
        return
    references = [citation.reference for citation in answer.citations if citation.reference]
    said = {one.question for one in shown}
    more = [question for question in assistant.suggestions(references, answer.on) if question not in said]
    if more:
        st.caption("Andre spørger også:")
        for number, question in enumerate(more[:_SUGGESTED]):
            st.button(question, key=f"more-{turn}-{number}", on_click=_pick, args=(question,))


def _say(turn: str, fact: str) -> None:
    """The fact that has been chosen becomes the next thing said."""
    chosen = st.session_state.get(f"fact-{turn}-{fact}-answer")
    if chosen:
        _pick(chosen)


def _examples() -> None:
    st.markdown(CAPABILITIES)
    for number, example in enumerate(_EXAMPLES):
        st.button(example, key=f"example-{number}", on_click=_pick, args=(example,))


def _pick(question: str) -> None:
    st.session_state["pick"] = question


def _ask(assistant: Assistant, question: str, shown: list[Shown]) -> None:
    with st.chat_message("user", avatar=":material/person:"):
        st.text(masked(question))
    with st.chat_message("assistant", avatar=":material/balance:"):
        answer = _run(lambda: _conversation(assistant).stream(question))
    if answer is not None:
        _keep(_conversation(assistant), guard(question).text, answer, shown)
        st.rerun()


def _run(stream: Callable[[], Iterator[Event]]) -> Answer | None:
    """The answer, with its steps shown while they happen; None if the question was refused."""
    with st.status("Læser spørgsmålet …", expanded=True) as status:
        try:
            for event in stream():
                if isinstance(event, Answered):
                    status.update(label="Kontrolleret", state="complete")
                    return event.answer
                st.write(_step(event))
        except QuestionError as error:
            status.update(label="Spørgsmålet kunne ikke bruges", state="error")
            st.warning(str(error))
    return None


def _step(event: Understood | Checked | Retrieved | Verified | Declined) -> str:
    match event:
        case Understood(echo=echo):
            return f"Forstået: {'; '.join(echo)}" if echo else "Spørgsmålet er læst."
        case Checked(findings=findings):
            return f"{len(findings)} regler er tjekket."
        case Retrieved(passages=passages):
            return f"{len(passages)} steder i kilderne er fundet."
        case Verified(kept=kept, dropped=dropped):
            return f"{kept} udsagn er bekræftet i kilderne, {dropped} er kasseret."
        case Declined():
            return "Spørgsmålet kan ikke besvares ud fra kilderne."
        case _:
            assert_never(event)


def _turn(assistant: Assistant, turn: Shown, last: Sequence[Shown]) -> None:
    """One turn; `last` is the whole conversation where this is its last turn, else empty."""
    answer = turn.answer
    with st.chat_message("user", avatar=":material/person:"):
        st.text(turn.question)
        removed = [notice for notice in answer.notices if notice in told(masks_in(turn.question))]
        for notice in removed:
            st.info(notice, icon=":material/visibility_off:")
    with st.chat_message("assistant", avatar=":material/balance:"):
        if answer.understood:
            st.caption("Jeg har forstået: " + "; ".join(answer.understood))
        st.markdown(answer.text)
        for question in answer.questions:
            st.info(question, icon=":material/help:")
        if last:
            _choices(assistant, last)
        with st.container(gap="xsmall"):
            if answer.findings:
                with st.expander(f"Regeltjek ({len(answer.findings)})"):
                    show_findings(answer.findings)
            for citation in answer.citations:
                show_citation(assistant, citation)
        show_law(answer.on, answer.law)
        show_notices([notice for notice in answer.notices if notice not in removed])
        with st.popover("Kopiér", icon=":material/content_copy:", type="tertiary"):
            st.code(as_plain(turn.question, answer), language=None, wrap_lines=True)
        if turn.turn is not None:
            feedback.draw(turn.turn, helpful=turn.helpful)
