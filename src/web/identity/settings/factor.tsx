import { useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { type ReactNode, useState } from "react";
import { confirmSecondFactor, enrolSecondFactor } from "../../../contract/identity.ts";
import { useAct } from "../../shell/query.ts";
import { sessionRead, useSession } from "../../shell/session.ts";
import { TextField } from "../../ui/fields.tsx";
import { ShownOnce } from "../../ui/shown-once.tsx";
import { RefusalNote } from "../../ui/states.tsx";
import { QrCode } from "./qr-code.tsx";
import { useSettingWords } from "./words.ts";

function Confirm({ secret, uri, version, onDone }: { readonly secret: string; readonly uri: string; readonly version: string; readonly onDone: () => void }): ReactNode {
  const t = useSettingWords();
  const client = useQueryClient();
  const [otp, setOtp] = useState("");
  const confirm = useAct(confirmSecondFactor);
  return (
    <>
      <p>{t("scan")}</p>
      <QrCode text={uri} label={t("qr")} />
      <ShownOnce label={t("secret")} value={secret} />
      <TextField label={t("otp")} isNumber autoComplete="one-time-code" maxLength={6} value={otp} onChange={(typed) => { setOtp(typed.replaceAll(/\D/g, "")); }} />
      <RefusalNote error={confirm.error} />
      <div>
        <Button
          type="primary"
          disabled={otp.length !== 6}
          loading={confirm.isPending}
          onClick={() => {
            confirm.mutate(
              { body: { otp }, version },
              {
                onSuccess: ({ body }) => {
                  client.setQueryData(sessionRead.queryKey, body);
                  onDone();
                },
              },
            );
          }}
        >
          {t("confirm")}
        </Button>
      </div>
    </>
  );
}

/** Setting up the code that a phone shows. */
export function SecondFactor(): ReactNode {
  const t = useSettingWords();
  const { secondFactor } = useSession();
  const [isDone, setDone] = useState(false);
  const enrol = useAct(enrolSecondFactor);
  const begun = enrol.data;
  const isSet = secondFactor === "shown" || secondFactor === "renewal-needed";
  return (
    <section className="card stack" aria-labelledby="factor">
      <h2 id="factor">{t("factor")}</h2>
      <p>{t(`factor.${secondFactor}`)}</p>
      {isDone ? <p role="status">{t("enrolled")}</p> : null}
      {begun === undefined || isDone ? (
        <div>
          <Button
            loading={enrol.isPending}
            onClick={() => {
              setDone(false);
              enrol.mutate({});
            }}
          >
            {isSet ? t("enrolAgain") : t("enrol")}
          </Button>
        </div>
      ) : (
        <Confirm
          secret={begun.body.secret}
          uri={begun.body.uri}
          version={begun.version ?? ""}
          onDone={() => {
            setDone(true);
          }}
        />
      )}
      <RefusalNote error={enrol.error} />
    </section>
  );
}
