import { Button } from "antd";
import { type ReactNode, useId, useState } from "react";
import { RefusalNote } from "../../ui/states.tsx";
import { type FilePlace, useSayInstead } from "./links.ts";
import { useEvidenceWords } from "./words.ts";

/** What a unit says of a criterion that nothing proves, where the regulation lets it. */

const LEAST = 10;

export function Said({ text }: { readonly text: string }): ReactNode {
  const t = useEvidenceWords();
  return (
    <div className="evidence-instead">
      <h4>{t("insteadTitle")}</h4>
      <p className="evidence-says">{text}</p>
    </div>
  );
}

type Props = { readonly place: FilePlace; readonly code: string; readonly said: string; readonly rule: { readonly article: string } };

export function InsteadForm({ place, code, said, rule }: Props): ReactNode {
  const t = useEvidenceWords();
  const id = useId();
  const say = useSayInstead(place, code);
  const [isOpen, setOpen] = useState(false);
  const [text, setText] = useState(said);
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const save = async (words: string): Promise<void> => {
    setBusy(true);
    setError(undefined);
    try {
      await say(words);
      setOpen(false);
    } catch (error_) {
      setError(error_);
    }
    setBusy(false);
  };
  if (!isOpen) {
    return (
      <span className="row no-print">
        <button type="button" className="evidence-act" onClick={() => { setText(said); setOpen(true); }}>
          {t(said === "" ? "insteadWrite" : "insteadEdit")}
        </button>
        {said === "" ? null : (
          <button type="button" className="evidence-act" disabled={isBusy} onClick={() => { void save(""); }}>
            {t("insteadRemove")}
          </button>
        )}
        <RefusalNote error={error} />
      </span>
    );
  }
  const isShort = text.trim().length < LEAST;
  return (
    <form
      className="evidence-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isShort) void save(text.trim());
      }}
    >
      <label htmlFor={id}>{t("insteadTitle")}</label>
      <textarea id={id} className="field-input evidence-proves" rows={3} maxLength={2000} autoFocus value={text} aria-describedby={`${id}-help`} onChange={(event) => { setText(event.target.value); }} />
      <p id={`${id}-help`} className="small muted">
        {t("insteadHelp", { article: rule.article })}
      </p>
      <div className="row">
        <Button type="primary" htmlType="submit" size="small" loading={isBusy} disabled={isShort}>
          {t("save")}
        </Button>
        <Button size="small" onClick={() => { setOpen(false); }}>
          {t("cancel")}
        </Button>
      </div>
      <RefusalNote error={error} />
    </form>
  );
}
