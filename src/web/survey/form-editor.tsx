import { Button } from "antd";
import { type ReactNode, useState } from "react";
import type { Question, Section } from "../../contract/questionnaire.ts";
import { Choice, Tick } from "../ui/fields.tsx";
import { SmallAct } from "./small-act.tsx";
import { type Form, moved, newQuestion, newSection, removed, replaced } from "./design-state.ts";
import { QuestionEditor } from "./question-editor.tsx";
import { useDesignWords } from "./words-design.ts";
import { OptionalWords, WordsField } from "./words-field.tsx";

type Props = { readonly form: Form; readonly onChange: (form: Form) => void };
type SectionProps = Props & { readonly at: number; readonly section: Section };

type LineProps = { readonly section: Section; readonly at: number; readonly before: readonly Question[]; readonly isOpen: boolean; readonly onToggle: () => void; readonly onChange: (section: Section) => void };

/** A question as a line, with what may be done with it; open, it is edited in place. */
function QuestionLine({ section, at, before, isOpen, onToggle, onChange }: LineProps): ReactNode {
  const t = useDesignWords();
  const question = section.questions[at];
  if (question === undefined) return null;
  const put = (questions: Question[]): void => {
    onChange({ ...section, questions });
  };
  const acts = [
    { label: t("edit"), isOff: false, onAct: onToggle },
    { label: t("up"), isOff: at === 0, onAct: () => { put(moved(section.questions, at, -1)); } },
    { label: t("down"), isOff: at === section.questions.length - 1, onAct: () => { put(moved(section.questions, at, 1)); } },
    { label: t("removeQuestion"), isOff: section.questions.length < 2, onAct: () => { put(removed(section.questions, at)); } },
  ];
  return (
    <li>
      <div className="row">
        <span className="grow">
          {question.text.vi} <span className="small muted">{t(`kind.${question.kind}`)}</span>
        </span>
        {acts.map((one) => (
          <SmallAct key={one.label} {...one} of={question.text.vi} />
        ))}
      </div>
      {isOpen ? (
        <QuestionEditor
          question={question}
          before={[...before, ...section.questions.slice(0, at)]}
          onChange={(next) => {
            put(replaced(section.questions, at, next));
          }}
        />
      ) : null}
    </li>
  );
}

/** What a section is called, where it stands, of whom it asks. */
function SectionHead({ form, at, section, onChange }: SectionProps): ReactNode {
  const t = useDesignWords();
  return (
    <>
      <div className="row">
        <h2 className="grow">{`${t("section")} ${String(at + 1)}: ${section.title.vi}`}</h2>
        <SmallAct
          label={t("up")}
          of={section.title.vi}
          isOff={at === 0}
          onAct={() => {
            onChange({ ...form, sections: moved(form.sections, at, -1) });
          }}
        />
        <SmallAct
          label={t("removeSection")}
          of={section.title.vi}
          isOff={form.sections.length < 2}
          onAct={() => {
            onChange({ ...form, sections: removed(form.sections, at) });
          }}
        />
      </div>
      <details>
        <summary>{t("sectionTitle")}</summary>
        <WordsField
          label={t("sectionTitle")}
          words={section.title}
          onChange={(title) => {
            onChange({ ...form, sections: replaced(form.sections, at, { ...section, title }) });
          }}
        />
      </details>
      <Tick
        label={t("eachUnit")}
        isOn={section.eachUnit}
        onChange={(eachUnit) => {
          onChange({ ...form, sections: replaced(form.sections, at, { ...section, eachUnit }) });
        }}
      />
    </>
  );
}

/** A section: its questions as lines, of which one at a time is open. */
function SectionEditor({ form, at, section, onChange }: SectionProps): ReactNode {
  const t = useDesignWords();
  const [open, setOpen] = useState<number>();
  const put = (next: Section): void => {
    onChange({ ...form, sections: replaced(form.sections, at, next) });
  };
  const before = form.sections.slice(0, at).flatMap((one) => one.questions);
  return (
    <section className="card stack" aria-label={`${t("section")} ${String(at + 1)}`}>
      <SectionHead form={form} at={at} section={section} onChange={onChange} />
      <ol className="survey-questions">
        {section.questions.map((_question, i) => (
          <QuestionLine
            key={i}
            section={section}
            at={i}
            before={before}
            isOpen={open === i}
            onToggle={() => {
              setOpen(open === i ? undefined : i);
            }}
            onChange={put}
          />
        ))}
      </ol>
      <Button
        onClick={() => {
          put({ ...section, questions: [...section.questions, newQuestion(form, t("question"))] });
          setOpen(section.questions.length);
        }}
      >
        {t("addQuestion")}
      </Button>
    </section>
  );
}

/** A whole questionnaire of one group. */
export function FormEditor({ form, onChange }: Props): ReactNode {
  const t = useDesignWords();
  return (
    <div className="stack">
      <WordsField
        label={t("formTitle")}
        words={form.title}
        onChange={(title) => {
          onChange({ ...form, title });
        }}
      />
      <OptionalWords
        label={t("intro")}
        words={form.intro}
        onChange={(intro) => {
          const { intro: _intro, ...rest } = form;
          onChange(intro === undefined ? rest : { ...form, intro });
        }}
      />
      <OptionalWords
        label={t("thanks")}
        words={form.thanks}
        onChange={(thanks) => {
          const { thanks: _thanks, ...rest } = form;
          onChange(thanks === undefined ? rest : { ...form, thanks });
        }}
      />
      <div className="form-grid">
        <Choice
          label={t("layout")}
          value={form.layout}
          options={[{ value: "page", label: t("layout.page") }, { value: "steps", label: t("layout.steps") }]}
          onChange={(layout) => {
            onChange({ ...form, layout: layout === "steps" ? "steps" : "page" });
          }}
        />
      </div>
      <Tick
        label={t("large")}
        isOn={form.largeType}
        onChange={(largeType) => {
          onChange({ ...form, largeType });
        }}
      />
      {form.sections.map((section, at) => (
        <SectionEditor key={at} form={form} at={at} section={section} onChange={onChange} />
      ))}
      <div className="row">
        <Button
          onClick={() => {
            onChange({ ...form, sections: [...form.sections, newSection(form, t("section"), t("question"))] });
          }}
        >
          {t("addSection")}
        </Button>
      </div>
    </div>
  );
}
