using Maestro.Web.Hosting;

// Maestro: one Blazor Server process on one PostgreSQL. What it is made of stands in MaestroHost.Build; what else it can
// do (bench, keys rotate) are the classes that implement ICommand.
return await MaestroHost.RunAsync(args);
