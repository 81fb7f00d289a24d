import { Button } from "antd";
import { type ReactNode, useState } from "react";
import { changeSettings, NOTIFICATION_KINDS, type NotificationSettings, readSettings } from "../../../contract/notification.ts";
import { useAct, useRead } from "../../shell/query.ts";
import { LANGUAGES } from "../../ui/language.ts";
import { Loaded, RefusalNote } from "../../ui/states.tsx";
import { TableScroll } from "../../ui/table-scroll.tsx";
import { useSettingWords } from "./words.ts";

const MAILINGS = ["immediate", "digest", "off"] as const;

function Kinds({ settings, onChange }: { readonly settings: NotificationSettings; readonly onChange: (settings: NotificationSettings) => void }): ReactNode {
  const t = useSettingWords();
  return (
    <TableScroll label={t("kind")}>
      <table className="plain">
        <thead>
          <tr>
            <th scope="col">{t("kind")}</th>
            <th scope="col">{t("mailing")}</th>
          </tr>
        </thead>
        <tbody>
          {NOTIFICATION_KINDS.map((kind) => (
            <tr key={kind}>
              <th scope="row">{t(`kind.${kind}`)}</th>
              <td>
                <select
                  className="field-select"
                  aria-label={t(`kind.${kind}`)}
                  value={settings.mail[kind]}
                  disabled={settings.address === null}
                  onChange={(event) => {
                    const picked = MAILINGS.find((one) => one === event.target.value);
                    if (picked !== undefined) onChange({ ...settings, mail: { ...settings.mail, [kind]: picked } });
                  }}
                >
                  {MAILINGS.map((one) => (
                    <option key={one} value={one}>
                      {t(`mailing.${one}`)}
                    </option>
                  ))}
                </select>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  );
}

function Form({ kept, version }: { readonly kept: NotificationSettings; readonly version: string }): ReactNode {
  const t = useSettingWords();
  const [changed, setChanged] = useState<NotificationSettings>();
  const save = useAct(changeSettings, { touches: ["notification.readSettings"] });
  const settings = changed ?? kept;
  return (
    <>
      <div className="form-grid">
        <label className="field">
          <span>{t("address")}</span>
          <input
            type="email"
            className="field-input"
            autoComplete="email"
            value={settings.address ?? ""}
            onChange={(event) => {
              setChanged({ ...settings, address: event.target.value.trim() === "" ? null : event.target.value.trim() });
            }}
          />
          <span className="small muted">{t("addressHelp")}</span>
        </label>
        <label className="field">
          <span>{t("mailLanguage")}</span>
          <select
            className="field-select"
            value={settings.language}
            onChange={(event) => {
              const picked = LANGUAGES.find((one) => one === event.target.value);
              if (picked !== undefined) setChanged({ ...settings, language: picked });
            }}
          >
            {LANGUAGES.map((one) => (
              <option key={one} value={one}>
                {t(`language.${one}`)}
              </option>
            ))}
          </select>
        </label>
      </div>
      <Kinds settings={settings} onChange={setChanged} />
      <RefusalNote error={save.error} />
      <div className="row">
        <Button
          type="primary"
          loading={save.isPending}
          disabled={changed === undefined}
          onClick={() => {
            save.mutate(
              { body: settings, version },
              {
                onSuccess: () => {
                  setChanged(undefined);
                },
              },
            );
          }}
        >
          {t("save")}
        </Button>
        <span role="status">{save.isSuccess && changed === undefined ? t("saved") : ""}</span>
      </div>
    </>
  );
}

/** Which notifications come by e-mail besides, and where to. */
export function MailSettings(): ReactNode {
  const t = useSettingWords();
  const settings = useRead(readSettings, {});
  return (
    <section className="card stack" aria-labelledby="mail">
      <h2 id="mail">{t("mail")}</h2>
      <p className="muted">{t("mailHelp")}</p>
      <Loaded query={settings}>{({ body, version = "" }) => <Form kept={body} version={version} />}</Loaded>
    </section>
  );
}
