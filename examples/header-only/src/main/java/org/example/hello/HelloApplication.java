package org.example.hello;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import org.gatepass.HeaderIdentityStoreDefinition;
import org.gatepass.RemoteUserAuthenticationMechanismDefinition;

/** Authenticates each caller named by a trusted proxy. */
@RemoteUserAuthenticationMechanismDefinition(callerHeader = "remote-user")
@HeaderIdentityStoreDefinition
@ApplicationPath("api")
public class HelloApplication extends Application {}
