import { Button } from "antd";
import type { ReactNode } from "react";
import type { Question } from "../../contract/questionnaire.ts";
import { Choice, TextField, Tick } from "../ui/fields.tsx";
import { SmallAct } from "./small-act.tsx";
import { freshKey, type Line, questionOf, removed, replaced } from "./design-state.ts";
import { useDesignWords } from "./words-design.ts";
import { OptionalWords, WordsField } from "./words-field.tsx";

type Props = { readonly question: Question; /** Questions that come before, on which this one may depend. */ readonly before: readonly Question[]; readonly onChange: (question: Question) => void };

const KINDS = ["scale", "matrix", "single", "multiple", "number", "text", "ranking", "units"] as const;
const numberIn = (text: string): number => Number(text.replaceAll(/\D/g, "").slice(0, 9)) || 0;

function Lines({ title, lines, onChange }: { readonly title: string; readonly lines: readonly Line[]; readonly onChange: (lines: Line[]) => void }): ReactNode {
  const t = useDesignWords();
  return (
    <fieldset className="survey-lines">
      <legend>{title}</legend>
      {lines.map((one, i) => (
        <div key={i} className="row survey-line">
          <TextField
            className="survey-short"
            label={`${t("key")} ${String(i + 1)}`}
            value={one.key}
            maxLength={40}
            onChange={(key) => {
              onChange(replaced(lines, i, { ...one, key }));
            }}
          />
          <div className="grow">
            <WordsField
              label={String(i + 1)}
              words={one.text}
              onChange={(text) => {
                onChange(replaced(lines, i, { ...one, text }));
              }}
            />
          </div>
          <SmallAct
            label={t("removeLine")}
            of={one.text.vi}
            isOff={lines.length < 2}
            onAct={() => {
              onChange(removed(lines, i));
            }}
          />
        </div>
      ))}
      <Button
        onClick={() => {
          onChange([...lines, { key: freshKey("dong", lines.map((one) => one.key)), text: { vi: "" } }]);
        }}
      >
        {t("addLine")}
      </Button>
    </fieldset>
  );
}

/** What a question of its kind has besides its words. */
function Settings({ question, onChange }: Omit<Props, "before">): ReactNode {
  const t = useDesignWords();
  const whole = (label: string, value: number, set: (value: number) => Question): ReactNode => (
    <TextField
      className="survey-short"
      isNumber
      label={label}
      value={String(value)}
      onChange={(text) => {
        onChange(set(numberIn(text)));
      }}
    />
  );
  switch (question.kind) {
    case "scale":
    case "matrix":
      return (
        <>
          <Tick
            label={t("noOpinion")}
            isOn={question.noOpinion}
            onChange={(noOpinion) => {
              onChange({ ...question, noOpinion });
            }}
          />
          {question.kind === "matrix" ? (
            <Lines
              title={t("rows")}
              lines={question.rows}
              onChange={(rows) => {
                onChange({ ...question, rows });
              }}
            />
          ) : null}
        </>
      );
    case "single":
    case "multiple":
    case "ranking":
      return (
        <>
          {question.kind === "multiple" ? whole(t("most"), question.most ?? question.options.length, (most) => ({ ...question, most })) : null}
          <Lines
            title={t("options")}
            lines={question.options}
            onChange={(options) => {
              onChange({ ...question, options });
            }}
          />
        </>
      );
    case "number":
      return (
        <div className="row">
          {whole(t("min"), question.min, (min) => ({ ...question, min }))}
          {whole(t("max"), question.max, (max) => ({ ...question, max }))}
        </div>
      );
    case "text":
      return whole(t("maxLength"), question.maxLength, (maxLength) => ({ ...question, maxLength }));
    case "units":
      return whole(t("most"), question.most, (most) => ({ ...question, most }));
  }
}

/** On which answer a question depends: of those before it, whose answers are options. */
function Condition({ question, before, onChange }: Props): ReactNode {
  const t = useDesignWords();
  const able = before.filter((one) => one.kind === "single" || one.kind === "multiple");
  const [first] = question.when;
  const asked = able.find((one) => one.key === first?.question);
  return (
    <div className="stack">
      <Choice
        label={t("when")}
        value={first?.question ?? ""}
        options={[{ value: "", label: t("always") }, ...able.map((one) => ({ value: one.key, label: one.text.vi }))]}
        onChange={(key) => {
          const chosen = able.find((one) => one.key === key);
          onChange({ ...question, when: chosen === undefined ? [] : [{ question: key, is: chosen.options.slice(0, 1).map((one) => one.key) }, ...question.when.slice(1)] });
        }}
      />
      {asked === undefined || first === undefined ? null : (
        <fieldset className="survey-lines">
          <legend>{t("whenIs")}</legend>
          {asked.options.map((one) => (
            <Tick
              key={one.key}
              label={one.text.vi}
              isOn={first.is.includes(one.key)}
              onChange={(isOn) => {
                const is = isOn ? [...first.is, one.key] : first.is.filter((each) => each !== one.key);
                if (is.length > 0) onChange({ ...question, when: [{ ...first, is }, ...question.when.slice(1)] });
              }}
            />
          ))}
        </fieldset>
      )}
    </div>
  );
}

export function QuestionEditor({ question, before, onChange }: Props): ReactNode {
  const t = useDesignWords();
  return (
    <div className="stack survey-question">
      <div className="form-grid">
        <Choice
          label={t("kind")}
          value={question.kind}
          options={KINDS.map((kind) => ({ value: kind, label: t(`kind.${kind}`) }))}
          onChange={(kind) => {
            const known = KINDS.find((one) => one === kind);
            if (known !== undefined) onChange(questionOf(known, question, { options: "options" in question ? question.options : [1, 2].map((n) => ({ key: `p-${String(n)}`, text: { vi: t("newOption", { n }) } })), rows: [{ key: "dong-1", text: { vi: t("newRow", { n: 1 }) } }] }));
          }}
        />
        <TextField
          label={t("key")}
          value={question.key}
          maxLength={40}
          onChange={(key) => {
            onChange({ ...question, key });
          }}
        />
      </div>
      <WordsField
        label={t("question")}
        words={question.text}
        onChange={(text) => {
          onChange({ ...question, text });
        }}
      />
      <OptionalWords
        label={t("help")}
        words={question.help}
        onChange={(help) => {
          const { help: _help, ...rest } = question;
          onChange(help === undefined ? rest : { ...question, help });
        }}
      />
      <Tick
        label={t("required")}
        isOn={question.required}
        onChange={(required) => {
          onChange({ ...question, required });
        }}
      />
      <Settings question={question} onChange={onChange} />
      <Condition question={question} before={before} onChange={onChange} />
    </div>
  );
}
