import { Button } from "antd";
import { type ReactNode, useState } from "react";
import { type Account, setRoles } from "../../contract/identity.ts";
import { ROLES } from "../../contract/route.ts";
import { useAct } from "../shell/query.ts";
import { dayOfEnd, endOfDay } from "../ui/day.ts";
import { type Chosen, RoleChoice } from "./role-choice.tsx";
import { StaleNote } from "./account-acts.tsx";
import { useIdentityWords } from "./words.ts";

const chosenOf = ({ roles }: Account): Chosen => Object.fromEntries(roles.map(({ role, to }) => [role, to === null ? "" : dayOfEnd(to)]));

/** Which roles an account has from now on, and until when. */
export function RolesForm({ account, version }: { readonly account: Account; readonly version: string }): ReactNode {
  const t = useIdentityWords();
  // What was ticked and not yet saved; without it, what the account has.
  const [changed, setChanged] = useState<Chosen>();
  const chosen = changed ?? chosenOf(account);
  const save = useAct(setRoles, { touches: ["identity"] });
  const roles = ROLES.flatMap((role) => {
    const day = chosen[role];
    return day === undefined ? [] : [{ role, to: day === "" ? null : endOfDay(day) }];
  });
  return (
    <section className="card stack" aria-labelledby="roles">
      <h2 id="roles">{t("setRoles")}</h2>
      <p className="muted">{t("setRolesHelp")}</p>
      <RoleChoice legend={t("setRoles")} chosen={chosen} onChange={setChanged} />
      <StaleNote
        error={save.error}
        onReload={() => {
          save.reset();
          setChanged(undefined);
        }}
      />
      <div className="row">
        <Button
          type="primary"
          loading={save.isPending}
          onClick={() => {
            save.mutate(
              { params: { accountId: account.id }, body: { roles }, version },
              {
                onSuccess: () => {
                  setChanged(undefined);
                },
              },
            );
          }}
        >
          {t("saveRoles")}
        </Button>
        <span role="status">{save.isSuccess && changed === undefined ? t("savedRoles") : ""}</span>
      </div>
    </section>
  );
}
