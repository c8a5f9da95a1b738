-- Keycloak's role and database, beside the application's. Neither role can connect to the other's database.
\set password `cat /run/secrets/keycloak-database-password`
create role keycloak login password :'password';
create database keycloak owner keycloak;
revoke all on database keycloak from public;
revoke all on database gatepass from public;
