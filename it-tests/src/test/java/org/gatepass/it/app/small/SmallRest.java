// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.small;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** The small application's REST resources. */
@ApplicationPath("/rest")
public class SmallRest extends Application {}
