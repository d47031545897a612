import type { WatchCategory } from '../watch';

export const compute = {
  id: 'compute',
  isOnByDefault: true,
  watches: [
    {
      call: 'RunInstances',
      service: 'ec2',
      details: {
        type: ['requestParameters.instanceType'],
        count: ['requestParameters.instancesSet.items.maxCount'],
        image: ['requestParameters.instancesSet.items.imageId'],
        instances: ['responseElements.instancesSet.items.instanceId'],
      },
      points: 80,
    },
    {
      call: 'RequestSpotFleet',
      service: 'ec2',
      details: { count: ['requestParameters.spotFleetRequestConfig.targetCapacity'] },
      points: 80,
    },
    {
      call: 'RequestSpotInstances',
      service: 'ec2',
      details: {
        type: ['requestParameters.launchSpecification.instanceType'],
        count: ['requestParameters.instanceCount'],
      },
      points: 80,
    },
    {
      call: 'CreateFleet',
      service: 'ec2',
      details: {
        count: [
          'requestParameters.CreateFleetRequest.TargetCapacitySpecification.TotalTargetCapacity',
        ],
      },
      points: 80,
    },
    {
      call: 'CreateLaunchTemplate',
      service: 'ec2',
      details: {
        name: ['requestParameters.CreateLaunchTemplateRequest.LaunchTemplateName'],
        type: ['requestParameters.CreateLaunchTemplateRequest.LaunchTemplateData.InstanceType'],
      },
      points: 30,
    },
    {
      call: 'CreateAutoScalingGroup',
      service: 'autoscaling',
      details: {
        name: ['requestParameters.autoScalingGroupName'],
        count: ['requestParameters.desiredCapacity', 'requestParameters.maxSize'],
      },
      points: 60,
    },
    {
      call: 'CreateCluster',
      service: 'ecs',
      details: { name: ['requestParameters.clusterName'] },
      points: 40,
    },
    {
      call: 'RegisterTaskDefinition',
      service: 'ecs',
      details: {
        name: ['requestParameters.family'],
        image: ['requestParameters.containerDefinitions.image'],
      },
      points: 40,
    },
    {
      call: 'CreateService',
      service: 'ecs',
      details: {
        name: ['requestParameters.serviceName'],
        count: ['requestParameters.desiredCount'],
        cluster: ['requestParameters.cluster'],
      },
      points: 40,
    },
    {
      call: 'CreateFunction20150331',
      service: 'lambda',
      details: {
        name: ['requestParameters.functionName'],
        role: ['requestParameters.role'],
      },
      points: 30,
    },
    {
      call: 'CreateNotebookInstance',
      service: 'sagemaker',
      details: {
        name: ['requestParameters.notebookInstanceName'],
        type: ['requestParameters.instanceType'],
      },
      points: 40,
    },
    {
      call: 'CreateStack',
      service: 'cloudformation',
      details: { name: ['requestParameters.stackName'] },
      points: 30,
    },
  ],
} as const satisfies WatchCategory;
