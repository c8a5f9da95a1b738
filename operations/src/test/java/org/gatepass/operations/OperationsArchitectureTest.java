// SPDX-License-Identifier: Apache-2.0
package org.gatepass.operations;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The boundaries of the packages of this module. */
@AnalyzeClasses(
    packages = "org.gatepass.operations",
    importOptions = ImportOption.DoNotIncludeTests.class)
class OperationsArchitectureTest {
  /** The internals of the other modules may change in any version. */
  @ArchTest
  static final ArchRule theOtherModulesAreUsedByTheirApi =
      noClasses()
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("org.gatepass.internal..", "org.gatepass.store.internal.."));

  /** Each library is optional: a class that uses one must not need another. */
  @ArchTest
  static final ArchRule metricsUseNoHealthAndNoJson =
      noClasses()
          .that()
          .resideInAPackage("org.gatepass.operations.internal.metrics")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                  "org.eclipse.microprofile..", "jakarta.json..", "org.gatepass.store.."));

  @ArchTest
  static final ArchRule theAuditLogUsesJsonAlone =
      noClasses()
          .that()
          .resideInAPackage("org.gatepass.operations.internal.audit")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                  "io..",
                  "org.eclipse.microprofile..",
                  "jakarta.enterprise..",
                  "org.gatepass.store.."));

  /** A server loads the extension without any of the libraries, and reads all its methods. */
  @ArchTest
  static final ArchRule theExtensionNamesNoLibrary =
      noClasses()
          .that()
          .resideInAPackage("org.gatepass.operations.internal.cdi")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                  "io..", "org.eclipse.microprofile..", "jakarta.json..", "org.gatepass.store.."));

  @ArchTest
  static final ArchRule openTelemetryAndMicrometerAreApart =
      noClasses()
          .that()
          .haveSimpleName("OpenTelemetryMetrics")
          .should()
          .dependOnClassesThat(resideInAnyPackage("io.micrometer.."));

  @ArchTest
  static final ArchRule micrometerAndOpenTelemetryAreApart =
      noClasses()
          .that()
          .haveSimpleName("MicrometerMetrics")
          .should()
          .dependOnClassesThat(resideInAnyPackage("io.opentelemetry.."));

  @ArchTest
  static final ArchRule packagesFormNoCycle =
      slices().matching("org.gatepass.operations.(**)").should().beFreeOfCycles();
}
