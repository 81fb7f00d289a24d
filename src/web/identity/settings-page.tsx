import { useQueryClient } from "@tanstack/react-query";
import { Radio } from "antd";
import { type ReactNode, useState } from "react";
import { signOutEverywhere } from "../../contract/identity.ts";
import { call } from "../shell/client.ts";
import { prefer, usePreferences } from "../shell/preferences.ts";
import { FinalAct } from "../ui/final-act.tsx";
import { LANGUAGES } from "../ui/language.ts";
import { Page } from "../ui/page.tsx";
import { SecondFactor } from "./settings/factor.tsx";
import { MailSettings } from "./settings/mail.tsx";
import { useSettingWords } from "./settings/words.ts";
import "./identity.css";

type ChoiceProps<T extends string> = { readonly label: string; readonly options: readonly { readonly value: T; readonly label: string }[]; readonly value: T; readonly onPick: (value: T) => void };

const Choice = <T extends string>({ label, options, value, onPick }: ChoiceProps<T>): ReactNode => (
  <fieldset className="settings-choice">
    <legend>{label}</legend>
    <Radio.Group
      value={value}
      options={[...options]}
      onChange={(event) => {
        const picked = options.find((one) => one.value === event.target.value);
        if (picked !== undefined) onPick(picked.value);
      }}
    />
  </fieldset>
);

function Look(): ReactNode {
  const t = useSettingWords();
  const { language, theme, density } = usePreferences();
  return (
    <section className="card stack" aria-labelledby="look">
      <h2 id="look">{t("look")}</h2>
      <p className="muted">{t("lookHelp")}</p>
      <Choice label={t("language")} value={language} options={LANGUAGES.map((value) => ({ value, label: t(`language.${value}`) }))} onPick={(picked) => { void prefer({ language: picked }); }} />
      <Choice label={t("theme")} value={theme} options={(["system", "light", "dark"] as const).map((value) => ({ value, label: t(`theme.${value}`) }))} onPick={(picked) => { void prefer({ theme: picked }); }} />
      <Choice label={t("density")} value={density} options={(["comfortable", "compact"] as const).map((value) => ({ value, label: t(`density.${value}`) }))} onPick={(picked) => { void prefer({ density: picked }); }} />
    </section>
  );
}

function Everywhere(): ReactNode {
  const t = useSettingWords();
  const client = useQueryClient();
  const [error, setError] = useState<unknown>(null);
  const [isBusy, setBusy] = useState(false);
  const leave = async (): Promise<void> => {
    setBusy(true);
    try {
      await call(signOutEverywhere, {});
      client.clear();
      // A new page keeps nothing of the person who left.
      globalThis.location.assign("/sign-in");
    } catch (error_) {
      setError(error_);
      setBusy(false);
    }
  };
  return (
    <details className="card">
      <summary>{t("everywhere")}</summary>
      <FinalAct
        consequences={[t("everywhereNow"), t("everywhereDrafts")]}
        lasting={t("everywhereLasting")}
        action={t("everywhere")}
        isBusy={isBusy}
        error={error}
        onAct={() => {
          void leave();
        }}
      />
    </details>
  );
}

/** What everybody sets for themselves. */
export function SettingsPage(): ReactNode {
  const t = useSettingWords();
  return (
    <Page title={t("title")} width="text">
      <Look />
      <MailSettings />
      <SecondFactor />
      <Everywhere />
    </Page>
  );
}
