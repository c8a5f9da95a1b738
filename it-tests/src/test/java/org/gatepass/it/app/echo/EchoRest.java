// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.echo;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** The REST part. */
@ApplicationPath("/rest")
public class EchoRest extends Application {}
