import { Button } from "antd";
import { type ReactNode, useState } from "react";
import { listTemplates, readQuestionnaire } from "../../contract/survey.ts";
import { readQuestionnaireFile } from "../../contract/survey-field.ts";
import type { SurveyDesign } from "../../contract/survey-design.ts";
import { call } from "../shell/client.ts";
import { Download } from "../shell/download.tsx";
import { useRead } from "../shell/query.ts";
import { asBase64 } from "../ui/base64.ts";
import { Choice, FilePick, TextField } from "../ui/fields.tsx";
import { RefusalNote } from "../ui/states.tsx";
import { emptyForm, type Form, freshKey, replaced } from "./design-state.ts";
import { FormEditor } from "./form-editor.tsx";
import { useDesignWords } from "./words-design.ts";

type Props = { readonly surveyId: string; readonly design: SurveyDesign; readonly onChange: (design: SurveyDesign) => void };

/** A form out of a file: the server reads it and says what is wrong; it is kept when the design is saved. */
async function formIn(file: File): Promise<Form> {
  const isWorkbook = /\.xlsx$/i.test(file.name);
  const body = isWorkbook ? { workbook: await asBase64(file) } : { yaml: await file.text() };
  return (await call(readQuestionnaire, { body })).body.form;
}

type Group = SurveyDesign["groups"][number];

/** What a group is called, and its form out of a template or a file and into one. */
function GroupHead({ surveyId, group, onChange }: { readonly surveyId: string; readonly group: Group; readonly onChange: (group: Group) => void }): ReactNode {
  const t = useDesignWords();
  const [failure, setFailure] = useState<unknown>();
  const templates = useRead(listTemplates, {});
  const bringIn = async (read: Promise<Form>): Promise<void> => {
    setFailure(undefined);
    try {
      onChange({ ...group, form: await read });
    } catch (error) {
      setFailure(error);
    }
  };
  return (
    <section className="card stack">
      <div className="form-grid">
        <TextField
          label={t("groupTitle")}
          value={group.title}
          maxLength={300}
          onChange={(title) => {
            onChange({ ...group, title });
          }}
        />
        <TextField
          label={t("groupKey")}
          value={group.key}
          maxLength={40}
          onChange={(key) => {
            onChange({ ...group, key });
          }}
        />
        <Choice
          label={t("template")}
          value=""
          options={[{ value: "", label: "–" }, ...(templates.data?.body.items ?? []).map((one) => ({ value: one.key, label: one.title }))]}
          onChange={(key) => {
            const yaml = templates.data?.body.items.find((one) => one.key === key)?.yaml;
            if (yaml !== undefined) void bringIn(call(readQuestionnaire, { body: { yaml } }).then(({ body }) => body.form));
          }}
        />
        <FilePick
          label={t("bringIn")}
          accept=".xlsx,.yaml,.yml"
          onPick={(file) => {
            void bringIn(formIn(file));
          }}
        />
      </div>
      <RefusalNote error={failure} />
      <div className="row">
        <Download route={readQuestionnaireFile} given={{ params: { surveyId, group: group.key }, query: { format: "xlsx" } }} label={t("takeOutExcel")} of={group.title} />
        <Download route={readQuestionnaireFile} given={{ params: { surveyId, group: group.key }, query: { format: "yaml" } }} label={t("takeOutYaml")} of={group.title} />
      </div>
      <p className="small muted">{t("takeOutHelp")}</p>
    </section>
  );
}

/** The groups of respondents, each with its questionnaire. */
export function GroupsEditor({ surveyId, design, onChange }: Props): ReactNode {
  const t = useDesignWords();
  const [chosen, setChosen] = useState(0);
  const at = Math.min(chosen, design.groups.length - 1);
  const group = design.groups[at];
  const put = (next: Group): void => {
    onChange({ ...design, groups: replaced(design.groups, at, next) });
  };
  const add = (): void => {
    const key = freshKey("nhom", design.groups.map((one) => one.key));
    onChange({ ...design, groups: [...design.groups, { key, title: t("group"), form: emptyForm(t("formTitle"), t("section"), t("question")) }] });
    setChosen(design.groups.length);
  };
  if (group === undefined) return null;
  return (
    <div className="stack">
      <div className="row">
        <Choice
          label={t("group")}
          value={String(at)}
          options={design.groups.map((one, i) => ({ value: String(i), label: one.title }))}
          onChange={(value) => {
            setChosen(Number(value));
          }}
        />
        <Button onClick={add}>{t("addGroup")}</Button>
        <Button
          disabled={design.groups.length < 2}
          onClick={() => {
            onChange({ ...design, groups: design.groups.filter((one) => one.key !== group.key), strata: design.strata.filter((one) => one.group !== group.key) });
            setChosen(0);
          }}
        >
          {t("removeGroup")}
        </Button>
      </div>
      <GroupHead surveyId={surveyId} group={group} onChange={put} />
      <FormEditor
        form={group.form}
        onChange={(form) => {
          put({ ...group, form });
        }}
      />
    </div>
  );
}
