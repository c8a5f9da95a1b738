// SPDX-License-Identifier: Apache-2.0
/**
 * Tests of identity stores: accounts, their administration, freshness, own entities, directories,
 * database outages.
 */
@NullMarked
package org.gatepass.it.account;

import org.jspecify.annotations.NullMarked;
