-- Runs once, when the database is made. The application's role owns its database, and is no superuser.
\set password `cat /run/secrets/database-password`
create role gatepass login password :'password';
create database gatepass owner gatepass;
