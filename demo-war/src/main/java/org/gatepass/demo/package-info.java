// SPDX-License-Identifier: Apache-2.0
/** A small application behind a gateway: who may come in, and how a person logs in and out. */
@NullMarked
package org.gatepass.demo;

import org.jspecify.annotations.NullMarked;
