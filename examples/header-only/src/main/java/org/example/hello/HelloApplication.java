package org.example.hello;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import org.gatepass.HeaderIdentityStoreDefinition;
import org.gatepass.RemoteUserAuthenticationMechanismDefinition;

/** Authenticates each caller that a trusted proxy names. */
@RemoteUserAuthenticationMechanismDefinition(callerHeader = "remote-user")
@HeaderIdentityStoreDefinition
@ApplicationPath("api")
public class HelloApplication extends Application {}
