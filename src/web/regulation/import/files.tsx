import { Button } from "antd";
import { type ReactNode, useState } from "react";
import { useFormat } from "../../ui/format.ts";
import { isFileName, type Texts } from "./content.ts";
import { useImportWords } from "./words.ts";

type Props = { readonly texts: Texts; readonly onChange: (texts: Texts) => void };

function Paste({ texts, onChange }: Props): ReactNode {
  const t = useImportWords();
  const [name, setName] = useState("regulation.yaml");
  const [text, setText] = useState("");
  const isGood = isFileName(name);
  return (
    <details>
      <summary>{t("pasteTitle")}</summary>
      <div className="stack">
        <label className="field">
          <span>{t("pasteName")}</span>
          <input
            className="field-input"
            value={name}
            aria-invalid={!isGood}
            onChange={(event) => {
              setName(event.target.value.trim());
            }}
          />
        </label>
        {isGood ? null : <p role="alert">{t("badName")}</p>}
        <label className="field">
          <span>{t("pasteText")}</span>
          <textarea
            className="field-area"
            rows={10}
            spellCheck={false}
            value={text}
            onChange={(event) => {
              setText(event.target.value);
            }}
          />
        </label>
        <div>
          <Button
            disabled={!isGood || text.trim() === ""}
            onClick={() => {
              onChange({ ...texts, [name]: text });
              setText("");
            }}
          >
            {t("paste")}
          </Button>
        </div>
      </div>
    </details>
  );
}

/** The files that are to be imported: chosen on the computer, or pasted. */
export function Files({ texts, onChange }: Props): ReactNode {
  const t = useImportWords();
  const format = useFormat();
  const [bad, setBad] = useState<readonly string[]>([]);
  const take = async (chosen: readonly File[]): Promise<void> => {
    const good = chosen.filter(({ name }) => isFileName(name));
    setBad(chosen.filter(({ name }) => !isFileName(name)).map(({ name }) => name));
    const read = await Promise.all(good.map(async (file): Promise<[string, string]> => [file.name, await file.text()]));
    onChange({ ...texts, ...Object.fromEntries(read) });
  };
  const names = Object.keys(texts).toSorted(format.compare);
  return (
    <section className="card stack">
      <label className="field">
        <span>{t("files")}</span>
        <input
          type="file"
          multiple
          accept=".yaml,.yml,.json"
          onChange={(event) => {
            void take([...(event.target.files ?? [])]);
          }}
        />
        <span className="small muted">{t("filesHelp")}</span>
      </label>
      {bad.length === 0 ? null : (
        <p role="alert">
          {bad.join(", ")}: {t("badName")}
        </p>
      )}
      <Paste texts={texts} onChange={onChange} />
      <h2>{t("chosen")}</h2>
      {names.length === 0 ? <p className="muted">{t("noFiles")}</p> : null}
      <ul>
        {names.map((name) => (
          <li key={name}>
            <span className="row">
              <code>{name}</code> <span className="small muted">{t("lines", { count: format.count((texts[name] ?? "").split("\n").length) })}</span>
              <Button
                size="small"
                aria-label={t("remove", { name })}
                onClick={() => {
                  const { [name]: _gone, ...rest } = texts;
                  onChange(rest);
                }}
              >
                ✕
              </Button>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
