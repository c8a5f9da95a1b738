package org.example.accounts;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** The REST API. */
@ApplicationPath("api")
public class NotesApplication extends Application {}
