-- For PostgreSQL, when other software than UserAccounts writes to the accounts: raises the revision for each statement that changes more
-- than the time of a login. Run this script once, after V2__revision.sql. A new account without groups leaves the revision as it is, since
-- unknown callers are not cached. With these triggers, transactions that change accounts wait for each other; keep them short.
create or replace function gatepass_raise_revision() returns trigger language plpgsql
  set search_path from current as $$
begin
  update gatepass_revision set revision = revision + 1 + floor(random() * 1000000000)::bigint where id = 1;
  if not found then
    raise exception 'gatepass_revision has no row';
  end if;
  return null;
end $$;

create or replace function gatepass_raise_revision_if_changed() returns trigger language plpgsql
  set search_path from current as $$
begin
  -- Collation "C": a column's own collation may treat different texts as equal.
  if exists (
    select id::text collate "C", name::text collate "C", email::text collate "C", display_name::text collate "C", active, login_by_header,
      password_hash::text collate "C", security_stamp::text collate "C" from gatepass_before
    except
    select id::text collate "C", name::text collate "C", email::text collate "C", display_name::text collate "C", active, login_by_header,
      password_hash::text collate "C", security_stamp::text collate "C" from gatepass_after
  ) then
    update gatepass_revision set revision = revision + 1 + floor(random() * 1000000000)::bigint where id = 1;
    if not found then
      raise exception 'gatepass_revision has no row';
    end if;
  end if;
  return null;
end $$;

create or replace trigger gatepass_account_updated after update on gatepass_account
  referencing old table as gatepass_before new table as gatepass_after
  for each statement execute function gatepass_raise_revision_if_changed();

create or replace trigger gatepass_account_deleted after delete or truncate on gatepass_account
  for each statement execute function gatepass_raise_revision();

create or replace trigger gatepass_group_changed after insert or update or delete or truncate on gatepass_account_group
  for each statement execute function gatepass_raise_revision();
