// SPDX-License-Identifier: Apache-2.0
/** The same module on servers without Jakarta Security, such as Tomcat and Jetty. */
@NullMarked
package org.gatepass.internal.jaspic.standalone;

import org.jspecify.annotations.NullMarked;
