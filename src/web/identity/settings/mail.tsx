import { Button } from "antd";
import { type ReactNode, useState } from "react";
import { changeSettings, changeSettingsOf, NOTIFICATION_KINDS, type NotificationSettings, readSettings, readSettingsOf } from "../../../contract/notification.ts";
import { useAct, useRead } from "../../shell/query.ts";
import { Choice, TextField } from "../../ui/fields.tsx";
import { LANGUAGES } from "../../ui/language.ts";
import { Loaded, RefusalNote } from "../../ui/states.tsx";
import { TableScroll } from "../../ui/table-scroll.tsx";
import { useSettingWords } from "./words.ts";

const MAILINGS = ["immediate", "digest", "off"] as const;

function Kinds({ settings, onChange }: { readonly settings: NotificationSettings; readonly onChange: (settings: NotificationSettings) => void }): ReactNode {
  const t = useSettingWords();
  return (
    <TableScroll label={t("kind")} isTaken={false}>
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

type Saving = { readonly isPending: boolean; readonly isSuccess: boolean; readonly error: unknown };
type FormProps = { readonly kept: NotificationSettings; readonly saving: Saving; readonly onSave: (settings: NotificationSettings, onSaved: () => void) => void };

function Form({ kept, saving, onSave }: FormProps): ReactNode {
  const t = useSettingWords();
  const [changed, setChanged] = useState<NotificationSettings>();
  const settings = changed ?? kept;
  return (
    <>
      <div className="form-grid">
        <TextField label={t("address")} help={t("addressHelp")} type="email" autoComplete="email" value={settings.address ?? ""} onChange={(typed) => { setChanged({ ...settings, address: typed.trim() === "" ? null : typed.trim() }); }} />
        <Choice
          label={t("mailLanguage")}
          value={settings.language}
          onChange={(language) => {
            setChanged({ ...settings, language });
          }}
          options={LANGUAGES.map((one) => ({ value: one, label: t(`language.${one}`) }))}
        />
      </div>
      <Kinds settings={settings} onChange={setChanged} />
      <RefusalNote error={saving.error} />
      <div className="row">
        <Button
          type="primary"
          loading={saving.isPending}
          disabled={changed === undefined}
          onClick={() => {
            onSave(settings, () => {
              setChanged(undefined);
            });
          }}
        >
          {t("save")}
        </Button>
        <span role="status">{saving.isSuccess && changed === undefined ? t("saved") : ""}</span>
      </div>
    </>
  );
}

/** Which notifications come by e-mail besides, and where to. */
export function MailSettings(): ReactNode {
  const t = useSettingWords();
  const settings = useRead(readSettings, {});
  const save = useAct(changeSettings, { touches: ["notification.readSettings"] });
  return (
    <section className="card stack" aria-labelledby="mail">
      <h2 id="mail">{t("mail")}</h2>
      <p className="muted">{t("mailHelp")}</p>
      <Loaded query={settings}>{({ body, version = "" }) => <Form kept={body} saving={save} onSave={(wanted, onSuccess) => { save.mutate({ body: wanted, version }, { onSuccess }); }} />}</Loaded>
    </section>
  );
}

/** The same for somebody else, whose address the administrator knows. */
export function MailSettingsOf({ personId }: { readonly personId: string }): ReactNode {
  const t = useSettingWords();
  const params = { personId };
  const settings = useRead(readSettingsOf, { params });
  const save = useAct(changeSettingsOf, { touches: ["notification.readSettingsOf"] });
  return (
    <section className="card stack" aria-labelledby="mail">
      <h2 id="mail">{t("mail")}</h2>
      <p className="muted">{t("mailOfHelp")}</p>
      <Loaded query={settings}>{({ body, version = "" }) => <Form kept={body} saving={save} onSave={(wanted, onSuccess) => { save.mutate({ params, body: wanted, version }, { onSuccess }); }} />}</Loaded>
    </section>
  );
}
