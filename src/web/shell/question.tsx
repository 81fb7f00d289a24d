import { useQueryClient } from "@tanstack/react-query";
import { Modal } from "antd";
import type { ReactNode } from "react";
import { renewSession, signIn } from "../../contract/identity.ts";
import { type Asking, call } from "./client.ts";
import { CredentialsForm } from "./credentials.tsx";
import { sessionRead, useSession } from "./session.ts";
import { useShellWords } from "./words.ts";

/** The dialog in which somebody shows again who they are. */
export function Question({ asking, onSettled }: { readonly asking: Asking; readonly onSettled: (went: boolean) => void }): ReactNode {
  const t = useShellWords();
  const client = useQueryClient();
  const { user } = useSession();
  const isFactor = asking === "factor";
  return (
    <Modal
      open
      title={isFactor ? t("showFactor") : t("signInAgain")}
      footer={null}
      mask={{ closable: false }}
      onCancel={() => {
        onSettled(false);
      }}
    >
      <div className="stack">
        <p className="muted">{isFactor ? t("showFactorLead") : t("signInAgainLead")}</p>
        <CredentialsForm
          username={user.username}
          action={isFactor ? t("confirm") : t("signIn")}
          onShown={async ({ password, otp }) => {
            const shown = { password, ...(otp === undefined ? {} : { otp }) };
            const { body } = isFactor ? await call(renewSession, { body: shown }) : await call(signIn, { body: { ...shown, username: user.username } });
            client.setQueryData(sessionRead.queryKey, body);
            onSettled(true);
          }}
        />
      </div>
    </Modal>
  );
}
