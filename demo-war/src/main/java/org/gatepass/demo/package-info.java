// SPDX-License-Identifier: Apache-2.0
/** A small application behind a gateway: its security, login and logout. */
@NullMarked
package org.gatepass.demo;

import org.jspecify.annotations.NullMarked;
