import { Link, useSearch } from "@tanstack/react-router";
import { Button } from "antd";
import { type ReactNode, useEffect, useState } from "react";
import { resetPassword, SHORTEST_PASSWORD } from "../../contract/identity.ts";
import { useAct } from "../shell/query.ts";
import { TextField, Tick } from "../ui/fields.tsx";
import { Mark } from "../ui/mark.tsx";
import { Notice, RefusalNote } from "../ui/states.tsx";
import { useSettingWords } from "./settings/words.ts";
import "../shell/sign-in.css";
import "../ui/field.css";

function Form({ token }: { readonly token: string }): ReactNode {
  const t = useSettingWords();
  const [password, setPassword] = useState("");
  const [again, setAgain] = useState("");
  const [isShown, setShown] = useState(false);
  const reset = useAct(resetPassword);
  if (reset.isSuccess) {
    return (
      <Notice
        title={t("chosen")}
        action={
          <Link className="button-primary" to="/sign-in">
            {t("toSignIn")}
          </Link>
        }
      >
        <p role="status">{t("chosenHelp")}</p>
      </Notice>
    );
  }
  const isShort = password.length < SHORTEST_PASSWORD;
  const type = isShown ? "text" : "password";
  return (
    <form
      className="card stack door-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isShort && password === again) reset.mutate({ body: { token, password } });
      }}
    >
      <p>{t("chooseHelp", { least: SHORTEST_PASSWORD })}</p>
      <TextField label={t("newPassword")} type={type} autoComplete="new-password" value={password} onChange={setPassword} />
      <TextField label={t("again")} type={type} autoComplete="new-password" value={again} onChange={setAgain} />
      <Tick label={t("show")} isOn={isShown} onChange={setShown} />
      <p role="status" className="small muted">
        {password === "" ? "" : isShort ? t("tooShort", { least: SHORTEST_PASSWORD }) : again !== "" && again !== password ? t("different") : ""}
      </p>
      <RefusalNote error={reset.error} />
      <Button type="primary" htmlType="submit" block loading={reset.isPending} disabled={isShort || password !== again}>
        {t("choose")}
      </Button>
    </form>
  );
}

/** Where a link leads by which somebody chooses a password. */
export function PasswordPage(): ReactNode {
  const t = useSettingWords();
  const search = useSearch({ from: "/password" });
  // Kept here and taken out of the address, so that it stays neither on the screen nor in the history.
  const [token] = useState(search.token);
  useEffect(() => {
    document.title = `${t("chooseTitle")} · Công Tâm`;
    if (globalThis.location.search !== "") globalThis.history.replaceState(globalThis.history.state, "", "/password");
  }, [t]);
  return (
    <main className="door">
      <div className="door-mark">
        <Mark size={40} />
      </div>
      <h1>{t("chooseTitle")}</h1>
      {token === undefined ? <Notice title={t("noToken")}>{t("noTokenHelp")}</Notice> : <Form token={token} />}
    </main>
  );
}
