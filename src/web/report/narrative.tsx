import { type ReactNode, useEffect, useId, useRef, useState } from "react";
import { saveText } from "../../contract/plan-report.ts";
import { useAct } from "../shell/query.ts";
import { RefusalNote } from "../ui/states.tsx";
import { SaveState, type Saving } from "../ui/save-state.tsx";
import type { Report } from "./types.ts";
import { useReportWords } from "./words.ts";

type Part = Report["form"]["narratives"][number];
type Link = Report["texts"][number]["links"][number];

const LONGEST = 20_000;
const PAUSE_MS = 1500;

function Links({ links, onChange }: { readonly links: readonly Link[]; readonly onChange: (links: readonly Link[]) => void }): ReactNode {
  const t = useReportWords();
  const change = (at: number, some: Partial<Link>): void => {
    onChange(links.map((one, i) => (i === at ? { ...one, ...some } : one)));
  };
  return (
    <fieldset className="report-links">
      <legend className="small">{t("links")}</legend>
      {links.map((one, at) => (
        <div key={at} className="row">
          <input className="field-input grow" value={one.title} aria-label={t("linkTitle")} placeholder={t("linkTitle")} onChange={(event) => { change(at, { title: event.target.value }); }} />
          <input className="field-input" value={one.number} aria-label={t("linkNumber")} placeholder={t("linkNumber")} onChange={(event) => { change(at, { number: event.target.value }); }} />
          <input className="field-input" type="url" value={one.url ?? ""} aria-label={t("linkUrl")} placeholder={t("linkUrl")} onChange={(event) => { change(at, { url: event.target.value === "" ? null : event.target.value }); }} />
          <button type="button" className="report-take" onClick={() => { onChange(links.filter((_one, i) => i !== at)); }}>
            {t("remove")}
          </button>
        </div>
      ))}
      <button type="button" className="report-take" onClick={() => { onChange([...links, { title: "", number: "", url: null }]); }}>
        {t("addLink")}
      </button>
    </fieldset>
  );
}

type Props = { readonly report: Report; readonly part: Part; readonly onSaved: () => void };

function Told({ there, part }: { readonly there: Report["texts"][number] | undefined; readonly part: Part }): ReactNode {
  return (
    <div className="report-narrative">
      <h3>{part.title}</h3>
      <p className="report-told">{there === undefined || there.text === "" ? "–" : there.text}</p>
      {there === undefined || there.links.length === 0 ? null : <ul className="small">
          {there.links.map((one) => (
            <li key={`${one.title} ${one.number}`}>{one.url === null ? `${one.title} ${one.number}`.trim() : <a href={one.url} rel="noreferrer">{`${one.title} ${one.number}`.trim()}</a>}</li>
          ))}
        </ul>}
    </div>
  );
}

/** The part while it is written: saved when one leaves it. */
function useTelling({ report, part, onSaved }: Props) {
  const there = report.texts.find((one) => one.key === part.key) ?? { text: "", links: [], version: "0" };
  const [text, setText] = useState(there.text);
  const [links, setLinks] = useState<readonly Link[]>(there.links);
  const [kept, setKept] = useState({ version: there.version, text: there.text, links: JSON.stringify(there.links) });
  const act = useAct(saveText);
  const whole = links.filter((one) => one.title.trim() !== "");
  const isSame = text === kept.text && JSON.stringify(whole) === kept.links;
  const save = (): void => {
    if (isSame || act.isPending) return;
    act.mutate({ params: { periodId: report.period.id, unitId: report.unit.id, key: part.key }, body: { text, links: whole.map((one) => ({ ...one })) }, version: kept.version }, {
      onSuccess: ({ body }) => {
        setKept({ version: body.version, text: body.text, links: JSON.stringify(body.links) });
        onSaved();
      },
    });
  };
  // Saved a moment after the last word; what was refused waits until it is changed.
  const words = JSON.stringify([text, whole]);
  const tried = useRef(words);
  useEffect(() => {
    if (isSame || act.isPending || tried.current === words) return undefined;
    const timer = setTimeout(() => {
      tried.current = words;
      save();
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
    };
  });
  const settled: Saving = isSame ? (act.data === undefined ? { kind: "idle" } : { kind: "saved", at: act.data.body.at }) : { kind: "unsaved" };
  const saving: Saving = act.isPending ? { kind: "saving" } : act.isError ? { kind: "refused" } : settled;
  return { text, setText, links, setLinks, save, saving, error: act.error };
}

/** A narrative part with what proves it. */
export function Narrative(props: Props): ReactNode {
  const t = useReportWords();
  const id = useId();
  const { report, part } = props;
  const { text, setText, links, setLinks, save, saving, error } = useTelling(props);
  if (!report.mayWrite) return <Told there={report.texts.find((one) => one.key === part.key)} part={part} />;
  return (
    <div className="report-narrative" id={`cell-${part.key}`} onBlur={save}>
      <label htmlFor={id} className="field-label">
        {part.title}
        {part.isRequired ? <span className="small muted"> ({t("required")})</span> : null}
      </label>
      {part.hint === "" ? null : <p className="small muted">{part.hint}</p>}
      <textarea id={id} className="field-input report-text" rows={4} maxLength={LONGEST} value={text} onChange={(event) => { setText(event.target.value); }} />
      {text === "" && (report.last?.texts[part.key] ?? "") !== "" ? (
        <div>
          <button type="button" className="report-take" onClick={() => { setText(report.last?.texts[part.key] ?? ""); }}>
            {t("takeLast")}
          </button>
        </div>
      ) : null}
      <Links links={links} onChange={setLinks} />
      <SaveState saving={saving} />
      <RefusalNote error={error} />
    </div>
  );
}
