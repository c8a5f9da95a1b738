// SPDX-License-Identifier: Apache-2.0
/** An application over the tables of Django's django.contrib.auth. */
@NullMarked
package org.gatepass.it.app.django;

import org.jspecify.annotations.NullMarked;
